# Courriels aux membres : du texte simple, un sujet et un corps chacun.

mail-signature = { $club } · { $host }
mail-confirm-subject = Confirmez votre adresse pour { $club }
mail-confirm-body =
    Bonjour { $name },
    
    bienvenue chez { $club } ! Confirmez que cette adresse est bien la vôtre :
    
    { $link }
    
    Le lien vaut trois jours. Si vous ne vous êtes pas inscrit, ignorez ce courriel : il ne se passera rien.
mail-known-subject = Vous avez déjà un compte chez { $club }
mail-known-body =
    Bonjour { $name },
    
    quelqu’un, sans doute vous, vient de s’inscrire chez { $club } avec cette adresse. Vous y avez déjà un compte, du nom de { $name }.
    
    Si vous avez oublié le mot de passe, choisissez-en un autre ici :
    
    { $link }
    
    Si ce n’était pas vous, il n’y a rien à faire.
mail-pending-subject = { $newcomer } aimerait rejoindre { $club }
mail-pending-body =
    Bonjour { $name },
    
    { $newcomer } s’est inscrit et écrit :
    
    { $reason }
    
    Laissez entrer, ou non :
    
    { $link }
mail-approved-subject = Bienvenue chez { $club }
mail-approved-body =
    Bonjour { $name },
    
    vous êtes admis ! Connectez-vous et faites le tour :
    
    { $link }
mail-rejected-subject = Votre inscription chez { $club }
mail-rejected-body =
    Bonjour { $name },
    
    l’équipe qui modère { $club } a lu votre inscription et a décidé de ne pas l’accepter. Ce que vous aviez envoyé est supprimé.
mail-reset-subject = Un autre mot de passe pour { $club }
mail-reset-body =
    Bonjour { $name },
    
    ce lien vous permet de choisir un autre mot de passe :
    
    { $link }
    
    Il vaut une heure. Si vous n’avez rien demandé, ignorez ce courriel : votre mot de passe reste le même.
mail-password-changed-subject = Votre mot de passe chez { $club } a changé
mail-password-changed-body =
    Bonjour { $name },
    
    votre mot de passe vient de changer, et toutes les autres connexions ont pris fin.
    
    Si ce n’était pas vous, choisissez-en tout de suite un autre :
    
    { $link }
mail-new-address-subject = Confirmez votre nouvelle adresse pour { $club }
mail-new-address-body =
    Bonjour { $name },
    
    désormais, { $club } devrait vous écrire à cette adresse. Confirmez-la :
    
    { $link }
    
    Le lien vaut un jour. Si vous n’avez rien demandé, ignorez ce courriel.
mail-address-known-subject = Votre adresse chez { $club }
mail-address-known-body =
    Bonjour { $name },
    
    quelqu’un a voulu utiliser cette adresse pour un autre compte chez { $club }. Elle appartient au vôtre : rien n’a changé.
mail-address-changed-subject = Votre adresse chez { $club } a changé
mail-address-changed-body =
    Bonjour { $name },
    
    désormais, { $club } vous écrit à { $address }.
    
    Si ce n’était pas vous, écrivez tout de suite à l’administration du club.
mail-second-factor-on-subject = La connexion chez { $club } demande désormais un code
mail-second-factor-on-body =
    Bonjour { $name },
    
    le second facteur de votre compte vient d’être activé. Gardez vos codes de secours en lieu sûr.
    
    Si ce n’était pas vous, regardez ici :
    
    { $link }
mail-second-factor-off-subject = La connexion chez { $club } ne demande plus de code
mail-second-factor-off-body =
    Bonjour { $name },
    
    le second facteur de votre compte vient d’être désactivé.
    
    Si ce n’était pas vous, changez tout de suite de mot de passe :
    
    { $link }
mail-export-ready-subject = Vos données chez { $club }
mail-export-ready-body =
    Bonjour { $name },
    
    l’archive que vous avez demandée est prête. Vous pouvez la télécharger pendant une semaine :
    
    { $link }
mail-suspended-subject = Votre compte chez { $club } est suspendu
mail-suspended-body =
    Bonjour { $name },
    
    l’équipe qui modère { $club } a suspendu votre compte. Sa raison :
    
    { $reason }

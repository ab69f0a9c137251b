### Calendriers du stand des événements

events-calendars = Calendriers
events-calendar-add = Ajouter au calendrier
events-calendar-add-about = Dans le calendrier de votre téléphone ou de votre ordinateur, où il reste à jour si vous vous y abonnez ; le fichier est une copie d’aujourd’hui.
events-calendar-file = Fichier de calendrier (.ics)
events-calendar-apple = Apple et autres calendriers
events-calendar-google = Google Agenda
events-calendar-outlook = Outlook.com
events-calendar-subscribe = S’abonner dans son calendrier
events-calendar-mine = Votre propre calendrier
events-calendar-mine-about = Ce que vous organisez, ce à quoi vous participez et ce que vous gardez, dans le calendrier de votre téléphone ou de votre ordinateur. Quiconque en a l’adresse peut le lire : créez-en une par programme, et retirez-la quand vous ne vous en servez plus.
events-calendar-all = Tout l’agenda
events-calendar-all-about = Tout ce qui est public, les douze derniers mois et tout ce qui vient.
events-keys = Adresses de votre calendrier
events-key-title = Nom
events-key-title-hint = Où vous vous en servirez : « Téléphone », par exemple.
events-key-make = Créer une adresse
events-key-made = Voici l’adresse. Elle n’est montrée que cette fois : copiez-la maintenant.
events-key-address = Adresse de votre calendrier
events-key-since = Créée
events-key-used = Dernier usage
events-key-unused = Pas encore
events-key-revoke = Retirer
events-key-revoke-sure = Retirer « { $title } » ? Le programme qui s’en sert ne verra plus votre calendrier.
events-key-revoked = L’adresse n’ouvre plus rien.
events-key-unnamed = Donnez-lui un nom, pour la reconnaître.
events-key-too-many = Vous avez autant d’adresses qu’il peut y en avoir : retirez-en une d’abord.
events-calendar-organiser = Qui organise les événements
events-subscriptions = Calendriers d’ailleurs
events-subscriptions-about = Les événements d’un calendrier tenu ailleurs sont repris ici, et restent comme ils sont là-bas. Il est lu toutes les heures.
events-subscription-url = Adresse du calendrier
events-subscription-address = Ce n’est pas l’adresse d’un calendrier d’ailleurs.
events-subscription-begin = Reprendre ses événements
events-subscription-begun = Le calendrier est en cours de lecture.
events-subscription-too-many = Vous reprenez autant de calendriers qu’il peut y en avoir : mettez d’abord fin à l’un d’eux.
events-subscription-soon = Il est en cours de lecture.
events-subscription-read =
    { $count ->
        [one] Un événement, lu
       *[other] { $count } événements, lu
    }
events-subscription-end = Mettre fin
events-subscription-end-sure = Ne plus rien reprendre ? Ce qui est là reste.
events-subscription-ended = Plus rien n’est repris. Ce qui est là reste.
events-file = Reprendre un fichier
events-file-about = Un fichier de calendrier (.ics) d’un autre programme. Vous voyez ce qu’il contient avant qu’il soit repris ; ce qui avait été repris est mis à jour.
events-file-choose = Fichier de calendrier
events-file-look = Regarder
events-file-none = Choisissez un fichier.
events-file-large = Le fichier est trop grand.
events-file-no-calendar = Ce n’est pas un calendrier.
events-file-has =
    { $count ->
        [0] Il n’y a rien à reprendre.
        [one] Un événement, pour { $name }. Le premier :
       *[other] { $count } événements, pour { $name }. Les premiers :
    }
events-file-take = Les reprendre
events-file-drop = Laisser
events-file-progress = Ce qui est repris
events-file-done = { $added } nouveaux, { $changed } changés, { $unchanged } comme avant
events-file-refused =
    { $count ->
        [one] Une entrée n’est pas reprise, par sa ligne
       *[other] { $count } entrées ne sont pas reprises, par leur ligne
    }
events-file-notes = Repris autrement qu’il n’est écrit

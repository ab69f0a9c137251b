# Ce que les membres lisent des programmes qui veulent agir pour eux.

## Consentement

oauth-title = { $name } peut‑il agir pour vous ?
oauth-as = Il agirait en tant que
oauth-may = Il aurait le droit de
oauth-unchecked = Le programme a choisi son nom lui-même, et personne ici ne l’a vérifié. Ne continuez que si vous venez de lui demander de se connecter.
oauth-allow = Autoriser
oauth-deny = Ne pas autoriser
oauth-then = Vous serez ensuite mené à { $place }.
oauth-then-code = Un code à copier dans le programme vous sera ensuite montré.
oauth-other = Se connecter avec un autre compte
oauth-code-title = Votre code
oauth-code-text = Copiez ce code dans { $name } :
oauth-code-hint = Il vaut une fois, pendant dix minutes. Ne le donnez à personne d’autre.
oauth-refused-title = Le programme ne peut être connecté
oauth-client-unknown = Le programme qui vous envoie n’est pas inscrit à ce stand, ou ne l’est plus. Recommencez depuis ce programme.
oauth-redirect-unknown = Le programme qui vous envoie veut la réponse à une adresse qu’il n’a pas inscrite. Rien n’a été autorisé.
oauth-request-wrong = Le programme qui vous envoie fait une demande qui n’est pas comprise ici. Rien n’a été autorisé.
oauth-denied = Vous ne l’avez pas autorisé. Vous pouvez fermer cette page.
oauth-home = Vers le stand

## Portées : ce qu’un programme peut faire

scope-profile = Voir qui vous êtes : nom, image, profil
scope-read = Lire tout ce que vous pouvez lire ici, y compris les messages privés et directs
scope-read-accounts = Voir les comptes, le vôtre aussi
scope-read-blocks = Voir qui vous bloquez
scope-read-bookmarks = Voir vos signets
scope-read-favourites = Voir ce que vous aimez
scope-read-filters = Voir vos filtres
scope-read-follows = Voir qui vous suivez et qui demande à vous suivre
scope-read-lists = Voir vos listes
scope-read-mutes = Voir qui vous avez mis en sourdine
scope-read-notifications = Voir vos notifications
scope-read-search = Chercher pour vous
scope-read-statuses = Lire tous les messages que vous pouvez lire, y compris les privés
scope-write = Tout faire à votre place : publier, répondre, aimer, suivre, modifier votre profil
scope-write-accounts = Modifier votre profil
scope-write-blocks = Bloquer des comptes et des serveurs
scope-write-bookmarks = Poser des signets
scope-write-conversations = Mettre des conversations en sourdine et les ranger
scope-write-favourites = Aimer des messages
scope-write-filters = Modifier vos filtres
scope-write-follows = Suivre des comptes
scope-write-lists = Modifier vos listes
scope-write-media = Envoyer des images et d’autres fichiers
scope-write-mutes = Mettre des comptes et des conversations en sourdine
scope-write-notifications = Effacer vos notifications
scope-write-reports = Signaler d’autres personnes aux modérateurs
scope-write-statuses = Publier, modifier et supprimer des messages
scope-follow = Voir et modifier qui vous suivez, bloquez ou mettez en sourdine
scope-push = Envoyer des notifications à votre appareil
scope-admin-read = Lire tout ce que vous pouvez lire en tant que modérateur ou administrateur
scope-admin-read-accounts = Voir ce que l’équipe voit de tous les comptes
scope-admin-read-canonical-email-blocks = Voir les adresses électroniques bloquées
scope-admin-read-domain-allows = Voir quels serveurs sont admis
scope-admin-read-domain-blocks = Voir quels serveurs sont bloqués
scope-admin-read-email-domain-blocks = Voir quels fournisseurs de courriel sont bloqués
scope-admin-read-ip-blocks = Voir quelles adresses réseau sont bloquées
scope-admin-read-reports = Lire les signalements, avec ce qui a été signalé
scope-admin-write = Modérer et administrer le club à votre place
scope-admin-write-accounts = Modérer des comptes
scope-admin-write-canonical-email-blocks = Bloquer des adresses électroniques
scope-admin-write-domain-allows = Admettre des serveurs
scope-admin-write-domain-blocks = Bloquer des serveurs
scope-admin-write-email-domain-blocks = Bloquer des fournisseurs de courriel
scope-admin-write-ip-blocks = Bloquer des adresses réseau
scope-admin-write-reports = Décider des signalements

## Applications connectées

settings-apps = Applications connectées
apps-intro = Ces programmes peuvent agir pour vous jusqu’à ce que vous y mettiez fin. Changer de mot de passe met fin à tous.
apps-by-hand = Créé sur la ligne de commande du serveur
apps-since = autorisé le
apps-used = dernier usage
apps-unused = jamais utilisé
apps-end = Mettre fin à l’accès
apps-end-all = Mettre fin à tous les accès
apps-ended = Ce programme ne peut plus agir pour vous.
apps-all-ended =
    { $count ->
        [one] Un programme ne peut plus agir pour vous.
       *[other] { $count } programmes ne peuvent plus agir pour vous.
    }
apps-empty = Aucun programme ne peut agir pour vous. Les applications pour Mastodon marchent ici : donnez-leur l’adresse d’un stand, et elles vous le demanderont sur une de ses pages.

# La place : accueil, explications, arrivée, réglages des membres, journal.

square-title = La place
nav-how = Comment ça marche
nav-admin = Administration
square-save = Enregistrer
square-search = Chercher
square-actions = Actions
square-on = activé
square-off = désactivé
square-yes = oui
square-no = non

## Accueil

welcome-title = Bienvenue
welcome-lede = Un club avec son coin à lui dans le web social : des messages, des images et plus encore, partagés avec des gens sur des serveurs du monde entier.
welcome-back = Content de vous revoir, { $name }.
welcome-profiles = Mes profils
welcome-join = Rejoindre le club
welcome-invite-only = On rejoint le club sur invitation.
welcome-closed = Le club n’accueille pas de nouveaux membres en ce moment. Tout le monde peut lire.
welcome-members =
    { $count ->
        [0] Encore aucun membre
        [one] { $count } membre
       *[other] { $count } membres
    }
welcome-active =
    { $count ->
        [one] { $count } est passé ce mois-ci
       *[other] { $count } sont passés ce mois-ci
    }
welcome-stalls = Les stands
welcome-like = Comme sur
welcome-at = Où
welcome-you = Vous y êtes
welcome-no-stalls = Aucun stand n’est encore ouvert.
welcome-about = Le club
welcome-latest = Dernières nouvelles du club
welcome-no-posts = Rien n’a encore été publié. Ce que les membres rendent public apparaît ici.

## Comment ça marche

how-title = Comment ça marche
how-lede = Ce club n’est pas une île. Il fait partie du fédivers : des milliers de serveurs, tenus chacun par quelqu’un d’autre, dont les gens se suivent et se répondent comme s’ils étaient au même endroit.
how-address-title = Votre nom a deux parties
how-address-mail = Pensez au courriel : peu importe qui tient votre boîte, vous pouvez écrire à tout le monde. Ici, c’est pareil. Une adresse dit qui et où :
how-address-parts = « { $name } », c’est la personne ; « { $host } », c’est le serveur où elle habite. Sur un autre serveur, il peut y avoir un autre { $name } ; ensemble, les deux parties ne désignent qu’une seule personne.
how-stalls-title = Une adhésion, plusieurs stands
how-stalls-text = Vous vous connectez une seule fois, sur la place. À chaque stand, vous avez un profil à part : qui veut voir vos images n’a pas besoin de lire vos bavardages.
how-stall = Stand
how-handle = Votre adresse là-bas
how-follow-title = Suivre quelqu’un de loin
how-follow-intro = Disons que votre ami Bob habite sur un autre serveur et veut vous lire. Voici ce qui se passe :
how-follow-1 = Bob tape { $handle } dans le champ de recherche de son propre serveur, puis appuie sur « Suivre ».
how-follow-2 = Son serveur demande à { $host } : qui est-ce ? Il reçoit votre profil et fait savoir que Bob aimerait vous suivre.
how-follow-3 = Vous êtes prévenu. Si { $name } a choisi d’approuver qui le suit, rien ne se passe avant votre accord.
how-follow-4 = Dès lors, tout ce que { $name } publie est livré au serveur de Bob, qui le lit chez lui, à côté de tout ce qu’il suit.
how-follow-back = Dans l’autre sens, c’est pareil : tapez l’adresse de Bob dans le champ de recherche d’un stand. Personne n’a besoin d’un deuxième compte, et aucune entreprise ne se tient au milieu.
how-leaves-title = Ce qui part, ce qui reste
how-leaves = Ceci part vers d’autres serveurs
how-leaves-1 = Votre profil : nom, image, ce que vous dites de vous.
how-leaves-2 = Les messages publics : vers les serveurs de qui vous suit, et vers qui regarde.
how-leaves-3 = Les messages aux abonnés : seulement vers les serveurs où ils habitent.
how-leaves-4 = Les j’aime, les partages et les réponses : vers le serveur de la personne concernée.
how-stays = Ceci reste ici
how-stays-1 = Votre adresse électronique et votre mot de passe.
how-stays-2 = Les marque-pages, les brouillons, les filtres et qui vous masquez.
how-stays-3 = Quand et d’où vous vous connectez.
how-stays-4 = Ce que vous lisez.
how-delete = Quand vous supprimez un message, les serveurs qui en ont une copie sont priés de la supprimer aussi. Les bons le font ; personne ne peut forcer les autres. Publiez en y pensant, et ne confiez jamais un vrai secret à un message : qui tient un serveur pourrait le lire.
how-who-title = Qui décide
how-who-text = Ici, c’est { $club } : des gens, ni une entreprise ni un algorithme.
how-who-1 = Les fils suivent l’ordre du temps. Rien n’est poussé, rien ne vous est caché pour de l’argent.
how-who-2 = Le club a ses règles et sa modération, et peut fermer la porte aux serveurs qui traitent mal les gens.
how-who-3 = Vous pouvez masquer ou bloquer n’importe qui, et des serveurs entiers, pour vous-même.
how-see-title = Voyez par vous-même
how-see-text = Les membres ont un journal où figure chacune de leurs activités : vers quels serveurs elle est partie, quand elle est arrivée et de quoi elle avait l’air en chemin.
how-see-link = Ouvrir mon journal
how-leave-title = Partir ailleurs
how-leave-text = Vous pouvez à tout moment emporter tout ce qui est à vous dans un seul fichier, et dire à qui vous suit où vous avez déménagé : on vous y suivra. C’est à cela que sert un réseau sans milieu.

## À propos, règles, vie privée

about-title = À propos : { $club }
about-default-1 = { $club } est un club avec son coin à lui dans le web social. Ses membres y partagent des messages, des images et plus encore, et parlent avec des gens sur beaucoup d’autres serveurs.
about-default-2 = Tout ici est tenu par le club lui-même, sans publicité et sans pistage.
about-staff = Qui s’en occupe
about-no-staff = Personne n’a encore été nommé.
about-contact = Contact
about-more = En savoir plus
role-member = Membre
role-moderator = Modération
role-admin = Administration
role-owner = Propriétaire
rules-title = Règles
rules-default-intro = Le club n’a pas encore écrit ses règles. Celles-ci vont de soi :
rules-default-1 = Soyez aimables. Derrière chaque nom, il y a quelqu’un.
rules-default-2 = Ni haine, ni menaces, ni harcèlement.
rules-default-3 = Partagez ce qui est à vous, et respectez ce que les autres gardent pour eux.
rules-default-4 = Décrivez vos images pour qui ne peut pas les voir, et mettez un avertissement devant ce qui peut blesser.
rules-report = Si quelque chose enfreint les règles, signalez-le depuis son menu : la modération du club regardera.
privacy-title = Vie privée
privacy-default-lede = Nous gardons ce qu’il faut pour que cela marche, et rien dont on ferait de l’argent.
privacy-default-kept-title = Ce qui est gardé
privacy-default-kept-1 = Votre adresse électronique, pour vous connecter et pour vous joindre. Seule l’administration la voit.
privacy-default-kept-2 = Votre mot de passe, sous une forme qui ne permet pas de le lire.
privacy-default-kept-3 = L’adresse réseau et le navigateur de chaque connexion, tant qu’elle dure, pour que vous puissiez reconnaître celle qui n’est pas la vôtre.
privacy-default-kept-4 =
    { $days ->
        [one] Un journal des échanges avec d’autres serveurs, pendant un jour.
       *[other] Un journal des échanges avec d’autres serveurs, pendant { $days } jours.
    }
privacy-default-sent-title = Ce qui est envoyé à d’autres
privacy-default-sent = Ce que vous publiez est envoyé aux serveurs de celles et ceux à qui c’est destiné : c’est leur raison d’être, et la nôtre. Les messages qui ne sont pas publics ne vont qu’aux serveurs de leurs destinataires. Ces serveurs ont leurs propres règles.
privacy-default-seen-title = Qui voit les messages
privacy-default-seen = Les messages ne sont pas chiffrés de bout en bout. L’administration des serveurs concernés pourrait les lire. La nôtre ne le fait que si un signalement l’exige.
privacy-default-cookies-title = Cookies
privacy-default-cookies = Un pour rester connecté, un pour votre choix de langue et de couleurs, un qui protège les formulaires. Aucun ne vous suit ailleurs. Les pages ne chargent rien d’autres entreprises.
privacy-default-yours-title = Ce qui est à vous
privacy-default-yours = Vous pouvez à tout moment télécharger tout ce qui est à vous, et supprimer votre compte, dans vos réglages.

## S’inscrire

sign-up-title = Rejoindre le club
sign-up-approval = Chaque inscription est lue par quelqu’un. Un courriel vous dira quand vous êtes admis.
sign-up-invited = { $name } vous invite au club.
sign-up-invite-how = Demandez un lien à un membre, et ouvrez-le ici.
sign-up-name = Nom
sign-up-name-hint = Des lettres sans accent, des chiffres et _. Il devient votre adresse, comme @nom@{ $host }, et ne peut plus changer.
sign-up-email = Adresse électronique
sign-up-email-hint = Personne ne la voit. Un lien vous y sera envoyé pour la confirmer.
sign-up-password = Mot de passe
sign-up-password-hint = Au moins dix caractères. Quelques mots qui ne vont pas ensemble font l’affaire.
sign-up-reason = Pourquoi aimeriez-vous venir ?
sign-up-reason-hint = Une phrase ou deux pour les gens qui décident. Ce n’est pas publié.
sign-up-agree = J’ai lu les règles et je les accepte.
sign-up-agree-missing = Veuillez accepter les règles.
sign-up-no-mail = Ce club n’envoie pas encore de courriel : l’administration vous transmettra le lien qui confirme votre adresse.
sign-up-submit = S’inscrire
sign-up-already = Déjà membre ?
sign-up-name-malformed = Un nom a de 1 à 30 lettres sans accent, chiffres ou tirets bas.
sign-up-name-reserved = Ce nom est réservé au club lui-même.
sign-up-name-taken = Quelqu’un a déjà ce nom.
sign-up-email-malformed = Ce n’est pas une adresse utilisable ici.
sign-up-email-long = Cette adresse est trop longue.
sign-up-email-blocked = Les adresses de ce fournisseur ne sont pas acceptées.
sign-up-email-taken = Un compte a déjà cette adresse.
sign-up-reason-missing = Dites en une phrase ou deux pourquoi vous aimeriez venir.
sign-up-reason-long = C’est trop long : 2000 caractères au plus.
sign-up-invite-missing = Il faut une invitation pour rejoindre le club.
sign-up-invite-invalid = Cette invitation n’est pas valable, ou ne l’est plus.
password-short = Un mot de passe a au moins { $least } caractères.
password-long = Un mot de passe a au plus { $most } caractères.
password-personal = Un mot de passe ne doit être ni votre nom ni votre adresse.
password-common = Ce mot de passe est parmi les premiers que n’importe qui devinerait.
sent-title = Vous y êtes presque
sent-mail = Nous avons envoyé un courriel à votre adresse.
sent-link = Suivez le lien qu’il contient, et appuyez sur le bouton de la page qui s’ouvre.
sent-no-mail = Ce club n’envoie pas encore de courriel. Votre inscription est arrivée à l’administration.
sent-no-mail-link = Elle confirmera votre adresse, ou vous transmettra le lien pour le faire.
sent-approval = La modération lit votre inscription et vous laisse entrer.
sent-log-in = Ensuite, connectez-vous et faites le tour.
sent-nothing = Rien n’est arrivé ? Regardez parmi les indésirables, ou
sent-again = faites-le envoyer encore une fois
confirm-title = Confirmez votre adresse
confirm-text = Bienvenue, { $name }. { $email } est-elle bien votre adresse ?
confirm-submit = Oui, c’est mon adresse
confirm-again-title = Renvoyer le lien
confirm-again-text = S’il existe un compte à cette adresse qui n’est pas encore confirmé, un autre courriel part.
confirm-again-submit = Envoyer
confirmed-welcome = Votre adresse est confirmée. Bienvenue ! Vous pouvez vous connecter.
confirmed-pending = Votre adresse est confirmée. La modération va lire votre inscription ; un courriel vous préviendra.
link-over = Ce lien n’est pas valable, ou ne l’est plus. Il a peut-être déjà servi.
no-mail = Ce club n’envoie pas encore de courriel. Adressez-vous à l’administration, qui trouve le message et peut vous transmettre le lien.

## Se connecter

log-in-title = Se connecter
log-in-for = Une seule connexion pour tous les stands. Ensuite : { $stall }.
log-in-login = Nom ou adresse électronique
log-in-forgotten = J’ai oublié mon mot de passe
log-in-new = Pas encore membre ?
log-in-wrong = Le nom ou le mot de passe est faux.
log-in-unconfirmed = Votre adresse n’est pas encore confirmée. Suivez le lien du courriel.
log-in-pending = La modération ne s’est pas encore prononcée. Un courriel vous préviendra.
log-in-suspended = Ce compte est suspendu. Écrivez à l’administration du club si vous pensez que c’est une erreur.
log-in-code-wrong =
    { $left ->
        [one] Ce code est faux. Encore un essai.
       *[other] Ce code est faux. Encore { $left } essais.
    }
log-in-code-over = C’était trop long, ou trop d’essais. Reconnectez-vous.
logged-out = Vous êtes déconnecté, à tous les stands.
code-title = Encore un pas
code-text = Ouvrez l’application sur votre appareil et tapez le code qu’elle montre pour ce club.
code-label = Code
code-hint = Appareil perdu ? Tapez un de vos codes de secours.
forgotten-title = Mot de passe oublié
forgotten-text = Nous vous envoyons un lien pour en choisir un autre.
forgotten-submit = Envoyer le lien
forgotten-sent = Si ce compte existe, un courriel est en route vers son adresse. Le lien qu’il contient vaut une heure.
reset-title = Choisir un autre mot de passe
reset-text = Pour le compte { $name }. Vous serez déconnecté partout.
reset-submit = Choisir ce mot de passe
new-password = Nouveau mot de passe
password-changed = Votre mot de passe est changé. Connectez-vous.
password-changed-others = Votre mot de passe est changé. Toutes les autres connexions ont pris fin.
password-wrong = Ce n’est pas votre mot de passe.
address-title = Confirmez votre nouvelle adresse
address-text = { $email } doit-elle être désormais l’adresse du compte { $name } ?
address-submit = Oui, la changer
address-asked = Si l’adresse peut servir, un courriel avec un lien est en route. Rien ne change avant que vous le suiviez.
address-changed = Votre adresse est changée.

## Réglages

settings-account = Langue et apparence
settings-account-intro = Ces choix valent sur la place et à tous les stands, où que vous vous connectiez.
settings-locale-hint = Les courriels aussi vous sont écrits dans cette langue.
settings-zone = Fuseau horaire
settings-zone-hint = Celui des heures que vous lisez et que vous tapez.
settings-zone-device = Comme l’appareil (UTC sans scripts)
settings-theme-club = Celui du club
settings-saved = C’est enregistré.
settings-profiles = Profils
settings-security = Sécurité
settings-invites = Invitations
settings-export = Mes données
settings-deletion = Supprimer le compte
profiles-intro = Vous avez un profil par stand. Image, nom et présentation s’y modifient.
profiles-counts = Publications : { $objects } · Abonnés : { $followers } · Abonnements : { $following }
profiles-edit = Modifier
profiles-empty = Vous n’avez pas encore de profil : aucun stand n’est ouvert, ou les vôtres sont en train de se faire.
two-factor-title = Second facteur
two-factor-is-on = activé
two-factor-is-on-now = Le second facteur est activé.
two-factor-why = Un code de votre téléphone en plus du mot de passe : alors un mot de passe volé n’ouvre rien à lui seul.
two-factor-set-up = L’activer
two-factor-manage = Gérer
two-factor-codes-left =
    { $count ->
        [0] Il ne reste aucun code de secours : faites-en d’autres.
        [one] Il reste un code de secours.
       *[other] Il reste { $count } codes de secours.
    }
two-factor-intro = Il vous faut une application de codes à usage unique, sur téléphone ou ordinateur, comme Aegis, FreeOTP ou un gestionnaire de mots de passe.
two-factor-step-scan = Scannez cette image avec l’application.
two-factor-picture = La clé en code QR ; elle figure en toutes lettres dessous.
two-factor-by-hand = Ou tapez cette clé :
two-factor-open = Ouvrir dans une application de cet appareil
two-factor-code = Le code que l’application montre maintenant
two-factor-code-wrong = Ce code est faux. Votre appareil est-il à l’heure ?
two-factor-submit = Activer
two-factor-off-title = Désactiver
two-factor-off-text = La connexion ne demandera plus que votre mot de passe. Les codes de secours disparaissent aussi.
two-factor-off-submit = Désactiver
two-factor-off = Le second facteur est désactivé.
codes-title = Codes de secours
codes-text = Chacun de ces codes vous laisse entrer une fois si vous perdez votre appareil. Imprimez-les ou notez-les, et gardez-les là où vous chercheriez.
codes-once = Ils ne sont montrés que maintenant.
codes-done = Je les ai gardés
codes-renew-title = Nouveaux codes de secours
codes-renew-text = Les anciens ne valent plus rien.
codes-renew = Faire de nouveaux codes
sessions-title = Où vous êtes connecté
sessions-intro = Mettez fin à ce que vous ne reconnaissez pas, puis changez de mot de passe.
sessions-current = ici
sessions-unknown = Un navigateur inconnu
sessions-seen = dernière fois
sessions-since = depuis
sessions-end = Terminer
sessions-end-others = Terminer toutes les autres
session-ended = Cette connexion a pris fin, à tous les stands.
sessions-ended =
    { $count ->
        [0] Il n’y avait pas d’autre connexion.
        [one] Une connexion a pris fin.
       *[other] { $count } connexions ont pris fin.
    }
password-title = Mot de passe
password-current = Votre mot de passe actuel
password-ends-others = Toutes les autres connexions prennent fin.
password-submit = Changer de mot de passe
email-title = Adresse électronique
email-now = Le courrier vous arrive à { $email }.
email-new = Nouvelle adresse
email-submit = Changer d’adresse
invites-intro = Qui ouvre le lien peut rejoindre le club sur votre parole.
invites-not-you = Dans ce club, les membres de votre rang n’invitent pas.
invite-uses = Pour combien de personnes
invite-unlimited = Vide : autant qu’on veut.
invite-uses-bounds = De 1 à 1000, ou laissez vide.
invite-days = Pour combien de jours
invite-forever = Vide : pour toujours.
invite-submit = Faire une invitation
invite-made = Voici votre invitation. Transmettez le lien.
invites-yours = Vos invitations
invites-empty = Il n’y a pas encore d’invitation.
invite-over = terminée
invite-used =
    { $uses ->
        [0] pas encore utilisée
        [one] utilisée une fois
       *[other] utilisée { $uses } fois
    }
invite-used-of = utilisée { $uses } fois sur { $most }
invite-until = jusqu’au
invite-no-end = sans fin
invite-revoke = Retirer
invite-revoked = L’invitation est retirée.
export-intro = Un fichier avec tout ce qui est à vous : profils, publications, j’aime et marque-pages tels que tout programme les lit, qui vous suivez, bloquez et masquez en tableaux pour d’autres serveurs, vos images et vos sons tels quels. On peut le demander une fois par jour ; il est gardé une semaine.
export-submit = Demander mes données
export-asked = Votre archive se prépare. Un courriel vous préviendra.
export-recent = Vous en avez demandé une il y a moins d’un jour : la voici.
export-yours = Vos archives
export-empty = Vous n’avez pas encore demandé d’archive.
export-state-waiting = en attente
export-state-running = en préparation
export-state-ready = prête
export-state-failed = échouée
export-size = { $count } Mio
export-failed = Quelque chose n’a pas marché. Redemandez-la.
export-wait = Cela prend quelques minutes. Revenez plus tard.
export-download = Télécharger
settings-imports = Importer
imports-intro = Apportez d’un autre serveur qui vous suivez, vos listes, blocages, comptes masqués, serveurs cachés et marque-pages : les fichiers CSV qu’écrivent Mastodon et ses cousins. Les publications restent où elles sont.
imports-yours = Vos importations
imports-empty = Vous n’avez rien importé ces derniers temps.
import-actor = Pour quel profil
import-file = Fichier
import-file-hint = CSV en UTF-8, au plus { $rows } lignes et { $mebibytes } Mio.
import-kind = Ce que c’est
import-kind-any = Comme le dit le fichier
import-kind-following = Abonnements
import-kind-lists = Listes
import-kind-blocks = Personnes bloquées
import-kind-mutes = Personnes masquées
import-kind-domains = Serveurs cachés
import-kind-bookmarks = Marque-pages
import-mode = Ce qui est déjà ici
import-mode-merge = reste
import-mode-merge-hint = Le fichier s’y ajoute.
import-mode-overwrite = disparaît, sauf si le fichier le nomme
import-mode-overwrite-hint = Il y aura ensuite ce que dit le fichier, et rien d’autre.
import-submit = Lire le fichier
import-nothing-yet = Rien ne change encore : vous verrez ce qui a été lu.
import-state-draft = à confirmer
import-state-running = en cours
import-state-finished = faite
import-state-cancelled = annulée
import-rows = Lignes
import-counts = { $total } en tout, faites : { $done }, impossibles : { $refused }
import-first = Les premières lignes
import-surplus =
    { $count ->
        [0] Rien de ce qui est ici ne manque dans le fichier : rien ne sera retiré.
        [one] Une entrée qui est ici n’est pas dans le fichier. Elle sera retirée une fois les lignes traitées.
       *[other] { $count } entrées qui sont ici ne sont pas dans le fichier. Elles seront retirées une fois les lignes traitées.
    }
import-confirm =
    { $count ->
        [one] Importer une ligne
       *[other] Importer { $count } lignes
    }
import-discard = Abandonner
import-nothing = Pas une ligne de ce fichier ne peut être importée.
import-progress = Lignes traitées : { $settled } sur { $total }.
import-put-off =
    { $count ->
        [one] Une ligne attend un serveur qui ne répond pas ; il sera interrogé de nouveau plus tard.
       *[other] { $count } lignes attendent des serveurs qui ne répondent pas ; ils seront interrogés de nouveau plus tard.
    }
import-go-away = Cette page suit d’elle-même. Vous pouvez la fermer : l’importation continue.
import-cancel = Annuler le reste
import-cancelled = Annulé. Ce qui a été fait reste.
import-left =
    { $count ->
        [0] Vous avez annulé cette importation.
        [one] Vous avez annulé cette importation ; une ligne n’a pas été traitée.
       *[other] Vous avez annulé cette importation ; { $count } lignes n’ont pas été traitées.
    }
import-done = Chaque ligne est traitée.
import-kept = Ce compte rendu est gardé jusqu’au
import-drop = Supprimer le compte rendu
import-dropped = Supprimé. Ce qui a été importé reste.
import-refused =
    { $count ->
        [one] Une ligne qui n’a pas pu être importée
       *[other] { $count } lignes qui n’ont pas pu être importées
    }
import-refused-hint = Le fichier les contient toutes, avec les raisons. Corrigez-les et rapportez le fichier : rien n’est fait deux fois.
import-refused-download = Télécharger ces lignes
import-line = Ligne
import-row = Contenu
import-reason = Pourquoi
import-back = Toutes les importations
import-looks-like = Ce fichier ressemble à autre chose : { $kind }. Regardez bien avant de confirmer.
import-too-large = Le fichier dépasse { $most } Mio.
import-too-many-rows = Le fichier a plus de { $most } lignes. Divisez-le.
import-too-many = { $most } importations attendent ou sont en cours. Confirmez-en ou abandonnez-en une d’abord.
import-not-text = Ce n’est pas du texte en UTF-8. Enregistrez le tableau en CSV, UTF-8.
import-empty = Il n’y a rien dans ce fichier.
import-unknown-kind = Le fichier ne dit pas ce qu’il est. Choisissez, s’il vous plaît.
import-wrong-columns = Le fichier n’a pas les colonnes d’un tel tableau.
import-refusal-too-long = Une cellule est trop longue.
import-refusal-not-a-handle = Cela ne nomme personne : il faut nom@serveur.
import-refusal-not-a-host = Cela ne nomme aucun serveur.
import-refusal-not-an-address = Ce n’est pas une adresse.
import-refusal-not-a-title = La liste n’a pas de titre, ou un titre trop long.
import-refusal-oneself = C’est vous.
import-refusal-our-host = C’est ce club.
import-refusal-blocked = L’un de vous bloque l’autre.
import-refusal-gone = Ce compte a déménagé ou n’est plus là.
import-refusal-too-many-lists = Vous avez autant de listes qu’il peut y en avoir.
import-refusal-nothing = Il n’y a personne et rien de ce nom là-bas.
import-refusal-unreachable = Ce serveur a été interrogé plusieurs fois et ne répond pas.
import-refusal-refused = Ce serveur ne le donne pas.
import-refusal-unfit = Il y a autre chose là-bas.
import-refusal-barred = Ce club ne parle pas à ce serveur.
import-refusal-disabled = Ce club ne parle à aucun autre serveur en ce moment.
export-tables = Tableaux pour d’autres serveurs
export-tables-intro = Chaque liste à part, telle qu’elle est, sous la forme que Mastodon et ses cousins importent.
deletion-intro = On ne peut pas revenir en arrière :
deletion-1 = Vos profils à tous les stands disparaissent, avec tout ce que vous avez publié.
deletion-2 = Chaque serveur qui vous connaît est prié de supprimer ses copies. La plupart le font.
deletion-3 = Votre nom n’est donné à personne d’autre.
deletion-export = Emportez d’abord ce qui est à vous :
deletion-sure = Oui, supprimer { $name } pour de bon.
deletion-not-sure = Cochez ceci si vous en êtes sûr.
deletion-last-owner = C’est le seul propriétaire du club. Nommez d’abord quelqu’un d’autre.
deletion-submit = Supprimer mon compte
deletion-done = Votre compte est supprimé. Adieu !

## Le journal

journal-title = Journal
journal-intro =
    { $days ->
        [one] Comment ce que vous avez fait a voyagé vers d’autres serveurs, depuis un jour.
       *[other] Comment ce que vous avez fait a voyagé vers d’autres serveurs, depuis { $days } jours.
    }
journal-empty = Rien de vous n’a encore voyagé. Publiez quelque chose, ou suivez quelqu’un.
journal-see = Le voir
journal-from = De
journal-stall = Stand
journal-when = Quand
journal-about = Au sujet de
journal-result = Résultat
journal-id = Identifiant
journal-legs = Où c’est parti
journal-no-legs = Vers aucun autre serveur : personne d’ailleurs n’était concerné.
journal-body = Le document
journal-host = Serveur
journal-state = État
journal-tries = Essais
journal-tries-count =
    { $count ->
        [0] pas encore d’essai
        [one] un essai
       *[other] { $count } essais
    }
journal-signed = Signature
journal-next-try = prochain essai
audience-everyone = tous les serveurs connus
audience-followers = abonnés
audience-actors =
    { $count ->
        [one] une personne
       *[other] { $count } personnes
    }
tally-nobody = resté ici
tally-delivered =
    { $count ->
        [one] { $count } serveur l’a reçu
       *[other] { $count } serveurs l’ont reçu
    }
tally-waiting = { $count } en attente
tally-failed =
    { $count ->
        [one] { $count } échec
       *[other] { $count } échecs
    }
delivery-state-all = Toutes
delivery-state-pending = En attente
delivery-state-delivered = Livrée
delivery-state-failed = Échouée
delivery-state-gone = Disparu
delivery-state-dropped = Abandonnée
activity-Create = Publication
activity-Update = Modification
activity-Delete = Suppression
activity-Follow = Demande d’abonnement
activity-Accept = Accord
activity-Reject = Refus
activity-Undo = Annulation
activity-Like = J’aime
activity-Announce = Partage
activity-Block = Blocage
activity-Flag = Signalement
activity-Move = Déménagement
activity-Add = Épinglage
activity-Remove = Désépinglage
activity-QuoteRequest = Demande de citation
archive-read-me =
    Voici tout ce qui était à { $name } sur { $host } quand vous l’avez demandé.
    
    account.json               ce que le club sait de votre compte
    STAND/NOM/actor.json       un profil (ActivityStreams)
    STAND/NOM/outbox.json      ce que vous avez publié et partagé (ActivityStreams)
    STAND/NOM/likes.json       les adresses de ce que vous aimez
    STAND/NOM/bookmarks.json   les adresses de ce que vous gardez ; aussi en bookmarks.csv
    STAND/NOM/albums.json      vos albums, aux photos
    STAND/NOM/media/           vos images et vos sons
    STAND/NOM/*.csv            qui vous suivez, bloquez, masquez et listez, dans les colonnes de
                               Mastodon : importez-les sur un autre serveur

<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
    <context>
        <name>archive</name>
        <message>
            <source>Give your name and password for this site, then retry.</source>
            <translation>Donnez votre nom et votre mot de passe pour ce site, puis réessayez.</translation>
        </message>
        <message>
            <source>Try the link in a browser; it may want you to sign in.</source>
            <translation>Essayez le lien dans un navigateur ; il faut peut-être s’y connecter.</translation>
        </message>
        <message>
            <source>Check the link for typing mistakes; the page may have moved.</source>
            <translation>Vérifiez que le lien est sans faute de frappe ; la page a peut-être été déplacée.</translation>
        </message>
        <message>
            <source>Check the proxy in Settings.</source>
            <translation>Vérifiez le serveur mandataire dans les Paramètres.</translation>
        </message>
        <message>
            <source>Retry in a moment.</source>
            <translation>Réessayez dans un instant.</translation>
        </message>
        <message>
            <source>Look for it elsewhere, or check the link for typing mistakes.</source>
            <translation>Cherchez-la ailleurs, ou vérifiez que le lien est sans faute de frappe.</translation>
        </message>
        <message>
            <source>Wait a while, or lower “in flight to one host” in Settings, then retry.</source>
            <translation>Attendez un moment, ou réduisez « en cours vers un même site » dans les réglages, puis réessayez.</translation>
        </message>
        <message>
            <source>Look for it elsewhere.</source>
            <translation>Cherchez-la ailleurs.</translation>
        </message>
        <message>
            <source>Retry later.</source>
            <translation>Réessayez plus tard.</translation>
        </message>
        <message>
            <source>Try the link in a browser to see what the site says.</source>
            <translation>Essayez le lien dans un navigateur pour voir ce que dit le site.</translation>
        </message>
        <message>
            <source>Look in a browser where it goes: only what begins with http:// or https:// can be archived.</source>
            <translation>Regardez dans un navigateur où il mène : seul ce qui commence par http:// ou https:// peut être archivé.</translation>
        </message>
        <message>
            <source>Check it for typing mistakes: it must name a site and be no longer than 8 KiB.</source>
            <translation>Vérifiez qu’il est sans faute de frappe : il doit nommer un site et ne pas dépasser 8 Kio.</translation>
        </message>
        <message>
            <source>Check the link for typing mistakes; the site may no longer exist.</source>
            <translation>Vérifiez que le lien est sans faute de frappe ; le site n’existe peut-être plus.</translation>
        </message>
        <message>
            <source>Check your network connection, then retry.</source>
            <translation>Vérifiez votre connexion au réseau, puis réessayez.</translation>
        </message>
        <message>
            <source>The site may be down: retry later.</source>
            <translation>Le site est peut-être en panne : réessayez plus tard.</translation>
        </message>
        <message>
            <source>The site may be down: retry later, or allow more time in Settings.</source>
            <translation>Le site est peut-être en panne : réessayez plus tard, ou accordez plus de temps dans les réglages.</translation>
        </message>
        <message>
            <source>Retry later, or allow more time in Settings.</source>
            <translation>Réessayez plus tard, ou accordez plus de temps dans les réglages.</translation>
        </message>
        <message>
            <source>The site's certificate or the clock of this computer is wrong: try the link in a browser.</source>
            <translation>Le certificat du site ou l’horloge de cet ordinateur est faux : essayez le lien dans un navigateur.</translation>
        </message>
        <message>
            <source>Allow larger pages in Settings, then retry.</source>
            <translation>Autorisez des pages plus grandes dans les Paramètres, puis réessayez.</translation>
        </message>
        <message>
            <source>Try the link in a browser: it may be no page at all.</source>
            <translation>Essayez le lien dans un navigateur : ce n’est peut-être pas une page.</translation>
        </message>
        <message>
            <source>The site may want cookies or a sign-in: try the link in a browser.</source>
            <translation>Le site veut peut-être des cookies ou une connexion : essayez le lien dans un navigateur.</translation>
        </message>
        <message>
            <source>If you want what is there, archive that link itself.</source>
            <translation>Si vous voulez ce qui s’y trouve, archivez ce lien lui-même.</translation>
        </message>
        <message>
            <source>Close other programs, or lower “in flight” in Settings, then retry.</source>
            <translation>Fermez d’autres programmes, ou réduisez « en cours » dans les réglages, puis réessayez.</translation>
        </message>
        <message>
            <source>Wait a minute, or lower “in flight” in Settings, then retry.</source>
            <translation>Attendez une minute, ou réduisez « en cours » dans les réglages, puis réessayez.</translation>
        </message>
        <message>
            <source>Retry; if it fails again, try the link in a browser.</source>
            <translation>Réessayez ; si l’échec se répète, essayez le lien dans un navigateur.</translation>
        </message>
        <message>
            <source>The site answered with nothing in it.</source>
            <translation>Le site a répondu sans aucun contenu.</translation>
        </message>
        <message>
            <source>The site asks not to come back for more than an hour.</source>
            <translation>Le site demande de ne pas revenir avant plus d’une heure.</translation>
        </message>
        <message>
            <source>The library did not take the page.</source>
            <translation>La bibliothèque n’a pas pris la page.</translation>
        </message>
        <message>
            <source>Retry later, or try the link in a browser.</source>
            <translation>Réessayez plus tard, ou essayez le lien dans un navigateur.</translation>
        </message>
        <message>
            <source>Retry after that.</source>
            <translation>Réessayez ensuite.</translation>
        </message>
        <message>
            <source>Check the library (tidemark-cli verify), then retry.</source>
            <translation>Vérifiez la bibliothèque (tidemark-cli verify), puis réessayez.</translation>
        </message>
        <message>
            <source>The window that has this library open is of another version. Close it, then try again.</source>
            <translation>La fenêtre qui a ouvert cette bibliothèque est d’une autre version. Fermez-la, puis réessayez.</translation>
        </message>
        <message>
            <source>Paused: nothing new starts.</source>
            <translation>En pause : rien de nouveau ne commence.</translation>
        </message>
        <message>
            <source>The disk is full. Waiting links stay where they are; archiving goes on when there is room.</source>
            <translation>Le disque est plein. Les liens en attente restent en place ; l’archivage reprendra quand il y aura de la place.</translation>
        </message>
        <message>
            <source>This program may open no more files or connections for now. Fewer links go at once; none is lost.</source>
            <translation>Ce programme ne peut plus ouvrir de fichier ni de connexion pour l’instant. Moins de liens partent à la fois ; aucun n’est perdu.</translation>
        </message>
        <message>
            <source>The settings could not be saved to “%1”. Check that the folder can be written to.</source>
            <translation>Les paramètres n’ont pas pu être enregistrés dans « %1 ». Vérifiez que l’on peut écrire dans ce dossier.</translation>
        </message>
        <message>
            <source>%1 answered %2 with nothing in it.</source>
            <translation>%1 a répondu %2, sans contenu.</translation>
        </message>
        <message>
            <source>the whole page as text</source>
            <translation>la page entière en texte</translation>
        </message>
        <message>
            <source>only the part %1</source>
            <translation>seulement la partie %1</translation>
        </message>
        <message numerus="yes">
            <source>more than Tidemark chose (%Ln step(s))</source>
            <translation>
                <numerusform>plus que le choix de Tidemark (%Ln cran)</numerusform>
                <numerusform>plus que le choix de Tidemark (%Ln crans)</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>less than Tidemark chose (%Ln step(s))</source>
            <translation>
                <numerusform>moins que le choix de Tidemark (%Ln cran)</numerusform>
                <numerusform>moins que le choix de Tidemark (%Ln crans)</numerusform>
            </translation>
        </message>
        <message>
            <source>what Tidemark chose</source>
            <translation>le choix de Tidemark</translation>
        </message>
        <message>
            <source>No pages were extracted again: there is nothing to undo.</source>
            <translation>Aucune page n’a été extraite à nouveau : il n’y a rien à annuler.</translation>
        </message>
    </context>
    <context>
        <name>base</name>
        <message>
            <source>%1 cannot be read: %2</source>
            <translation>Impossible de lire %1 : %2</translation>
        </message>
        <message>
            <source>%1 cannot be written: %2</source>
            <translation>Impossible d’écrire %1 : %2</translation>
        </message>
        <message>
            <source>%1 is larger than %2 bytes, the most that is read.</source>
            <translation>%1 dépasse %2 octets, le maximum qui est lu.</translation>
        </message>
        <message>
            <source>%1 cannot be written.</source>
            <translation>%1 ne peut pas être écrit.</translation>
        </message>
    </context>
    <context>
        <name>bench</name>
        <message>
            <source>requests a second that were due</source>
            <translation>requêtes dues par seconde</translation>
        </message>
        <message>
            <source>latency, ms</source>
            <translation>latence, ms</translation>
        </message>
        <message>
            <source>Latency against rate</source>
            <translation>Latence selon le débit</translation>
        </message>
        <message>
            <source>No rate was tried.</source>
            <translation>Aucun débit n’a été essayé.</translation>
        </message>
        <message>
            <source>p99 at most %1 ms</source>
            <translation>p99 d’au plus %1 ms</translation>
        </message>
        <message>
            <source>held: %1/s</source>
            <translation>tenu : %1/s</translation>
        </message>
        <message>
            <source>full: held · empty: did not hold · lower line p50, upper p99</source>
            <translation>plein : tenu · vide : non tenu · ligne basse p50, haute p99</translation>
        </message>
        <message>
            <source>faster</source>
            <translation>plus rapide</translation>
        </message>
        <message>
            <source>slower</source>
            <translation>plus lent</translation>
        </message>
        <message>
            <source>fewer errors</source>
            <translation>moins d’échecs</translation>
        </message>
        <message>
            <source>more errors</source>
            <translation>plus d’échecs</translation>
        </message>
        <message>
            <source>no difference shown</source>
            <translation>aucune différence établie</translation>
        </message>
        <message>
            <source>not enough to say</source>
            <translation>trop peu pour le dire</translation>
        </message>
        <message>
            <source>The test server ended in mid-run.</source>
            <translation>Le serveur d’essai s’est arrêté pendant l’exécution.</translation>
        </message>
        <message>
            <source>No request of the run succeeded.</source>
            <translation>Aucune requête de l’exécution n’a réussi.</translation>
        </message>
        <message>
            <source>No request of the run succeeded; the first: %1</source>
            <translation>Aucune requête de l’exécution n’a réussi ; la première : %1</translation>
        </message>
        <message>
            <source>%1, the first: %2</source>
            <translation>%1, le premier : %2</translation>
        </message>
        <message>
            <source>Waited: %1</source>
            <translation>Attente : %1</translation>
        </message>
        <message>
            <source>2:45.54</source>
            <translation>2:45,54</translation>
        </message>
        <message>
            <source>3.48 s</source>
            <translation>3,48 s</translation>
        </message>
        <message>
            <source>7.14 s</source>
            <translation>7,14 s</translation>
        </message>
        <message>
            <source>54 MB</source>
            <translation>54 Mo</translation>
        </message>
        <message>
            <source>23 s</source>
            <translation>23 s</translation>
        </message>
        <message>
            <source>~300 s</source>
            <translation>~300 s</translation>
        </message>
        <message>
            <source>3,127 s</source>
            <translation>3 127 s</translation>
        </message>
        <message>
            <source>5.19 GB</source>
            <translation>5,19 Go</translation>
        </message>
        <message>
            <source>%1 is a pipe or a device: a plan reads plain files only. Save what it gives to a file first.</source>
            <translation>%1 est un tube ou un périphérique : un plan ne lit que des fichiers ordinaires. Enregistrez d’abord son contenu dans un fichier.</translation>
        </message>
        <message>
            <source>%1 is a folder: name a file in it.</source>
            <translation>%1 est un dossier : nommez un fichier qu’il contient.</translation>
        </message>
        <message>
            <source>%1 is not a folder.</source>
            <translation>%1 n’est pas un dossier.</translation>
        </message>
        <message>
            <source>Give --body or --body-size, not both.</source>
            <translation>Donnez --body ou --body-size, pas les deux.</translation>
        </message>
        <message>
            <source>--body-size wants a number of bytes, at most %1.</source>
            <translation>--body-size attend un nombre d’octets, au plus %1.</translation>
        </message>
        <message>
            <source>%1 is no delay: write 0:3 for seconds or 0:3000ms, an hour at most.</source>
            <translation>%1 n’est pas un délai : écrivez 0:3 pour des secondes ou 0:3000ms, une heure au plus.</translation>
        </message>
        <message>
            <source>port to listen on (a free one)</source>
            <translation>port d’écoute (un port libre)</translation>
        </message>
        <message>
            <source>address to listen on (127.0.0.1)</source>
            <translation>adresse d’écoute (127.0.0.1)</translation>
        </message>
        <message>
            <source>serve the files of this folder</source>
            <translation>sert les fichiers de ce dossier</translation>
        </message>
        <message>
            <source>answer every path with this file</source>
            <translation>répond à tous les chemins par ce fichier</translation>
        </message>
        <message>
            <source>answer every path with so many bytes</source>
            <translation>répond à tous les chemins par autant d’octets</translation>
        </message>
        <message>
            <source>answer late: whole seconds (0:3) or milliseconds (0:3000ms)</source>
            <translation>répond en retard : en secondes entières (0:3) ou en millisecondes (0:3000ms)</translation>
        </message>
        <message>
            <source>draw the same delays as every run with this seed (1)</source>
            <translation>tire les mêmes délais que toute exécution avec cette graine (1)</translation>
        </message>
        <message>
            <source>--port wants a number from 0 to 65535.</source>
            <translation>--port attend un nombre de 0 à 65535.</translation>
        </message>
        <message>
            <source>The server cannot listen: %1</source>
            <translation>Le serveur ne peut pas écouter : %1</translation>
        </message>
        <message>
            <source>The target has more than one {}: the number can stand in one place only.</source>
            <translation>La cible contient plus d’un {} : le numéro ne peut se trouver qu’à un endroit.</translation>
        </message>
        <message>
            <source>“%1” is no link to a server: write http://host/path.</source>
            <translation>« %1 » n’est pas un lien vers un serveur : écrivez http://hôte/chemin.</translation>
        </message>
        <message>
            <source>The target holds a user or password, which would be kept with the plan. Give them as a header: Authorization.</source>
            <translation>La cible contient un utilisateur ou un mot de passe, qui serait conservé avec le plan. Donnez-les dans un en-tête : Authorization.</translation>
        </message>
        <message>
            <source>A link in %1 holds a user or password, which would not be sent. Give them as a header: Authorization.</source>
            <translation>Un lien de %1 contient un utilisateur ou un mot de passe, qui ne serait pas envoyé. Donnez-les dans un en-tête : Authorization.</translation>
        </message>
        <message>
            <source>{} stands in the server's name: it can stand in the path or the query only.</source>
            <translation>{} se trouve dans le nom du serveur : il ne peut se trouver que dans le chemin ou les paramètres.</translation>
        </message>
        <message>
            <source>{} stands behind the #, which is not sent: it can stand in the path or the query only.</source>
            <translation>{} se trouve derrière le #, qui n’est pas envoyé : il ne peut se trouver que dans le chemin ou les paramètres.</translation>
        </message>
        <message>
            <source>“%1” is no HTTP method.</source>
            <translation>« %1 » n’est pas une méthode HTTP.</translation>
        </message>
        <message>
            <source>More than %1 header fields.</source>
            <translation>Plus de %1 en-têtes.</translation>
        </message>
        <message>
            <source>“%1” is no header field: write Name: value, on one line.</source>
            <translation>« %1 » n’est pas un en-tête : écrivez Nom: valeur, sur une ligne.</translation>
        </message>
        <message>
            <source>A HEAD request has no body: leave out the file, or choose another method.</source>
            <translation>Une requête HEAD n’a pas de corps : retirez le fichier ou choisissez une autre méthode.</translation>
        </message>
        <message>
            <source>The header field %1 is set by the engine itself.</source>
            <translation>L’en-tête %1 est mis par le moteur lui-même.</translation>
        </message>
        <message>
            <source>The value of %1 is a secret and was not kept with the plan: give it again.</source>
            <translation>La valeur de %1 est un secret et n’a pas été conservée avec le plan : donnez-la de nouveau.</translation>
        </message>
        <message>
            <source>%1 has to be from %2 to %3.</source>
            <translation>%1 : de %2 à %3.</translation>
        </message>
        <message>
            <source>The number of requests</source>
            <translation>Le nombre de requêtes</translation>
        </message>
        <message>
            <source>The concurrency</source>
            <translation>Le nombre en cours</translation>
        </message>
        <message>
            <source>The duration in seconds</source>
            <translation>La durée en secondes</translation>
        </message>
        <message>
            <source>A timeout in milliseconds</source>
            <translation>Un délai d’attente en millisecondes</translation>
        </message>
        <message>
            <source>The sequential engine sends one request at a time: its concurrency is 1.</source>
            <translation>Le moteur séquentiel envoie une requête à la fois : son nombre en cours est 1.</translation>
        </message>
        <message>
            <source>One request after the other, each when the answer before it has come.</source>
            <translation>Une requête après l’autre, chacune quand la réponse précédente est arrivée.</translation>
        </message>
        <message>
            <source>QNetworkAccessManager behind a queue: what a program made with Qt would really reach.</source>
            <translation>QNetworkAccessManager derrière une file : ce qu’un programme fait avec Qt atteindrait vraiment.</translation>
        </message>
        <message>
            <source>The plan has no target: give a link, or a file of links.</source>
            <translation>Le plan n’a pas de cible : donnez un lien, ou un fichier de liens.</translation>
        </message>
        <message>
            <source>The plan has a target and a file of links: give one of them.</source>
            <translation>Le plan a une cible et un fichier de liens : donnez l’un des deux.</translation>
        </message>
        <message>
            <source>The plan has a target and the built-in test server: give one of them.</source>
            <translation>Le plan a une cible et le serveur d’essai intégré : donnez l’un ou l’autre.</translation>
        </message>
        <message>
            <source>The seed has to be from 0 to %1.</source>
            <translation>La graine doit être comprise entre 0 et %1.</translation>
        </message>
        <message>
            <source>The size of the test server's body has to be from 0 to %1 bytes.</source>
            <translation>La taille du corps du serveur d’essai va de 0 à %1 octets.</translation>
        </message>
        <message>
            <source>100 one at a time</source>
            <translation>100 une à la fois</translation>
        </message>
        <message>
            <source>100 at once</source>
            <translation>100 d’un coup</translation>
        </message>
        <message>
            <source>%1, changed</source>
            <translation>%1, modifié</translation>
        </message>
        <message>
            <source>1,000</source>
            <translation>1 000</translation>
        </message>
        <message>
            <source>10,000</source>
            <translation>10 000</translation>
        </message>
        <message>
            <source>100,000</source>
            <translation>100 000</translation>
        </message>
        <message>
            <source>1,000,000</source>
            <translation>1 000 000</translation>
        </message>
        <message>
            <source>%1 %</source>
            <translation>%1 %</translation>
        </message>
        <message>
            <source>The run was stopped: the figures are of its part that ran.</source>
            <translation>L’essai a été arrêté : les chiffres sont de la partie qui a eu lieu.</translation>
        </message>
        <message>
            <source>Samples are missing: requests in flight and the times recorded differ by more than 5 %.</source>
            <translation>Des mesures manquent : les requêtes en cours et les temps relevés diffèrent de plus de 5 %.</translation>
        </message>
        <message>
            <source>This client was the limit: the server might answer more than these figures say.</source>
            <translation>Ce client était la limite : le serveur pourrait répondre plus que ne le disent ces chiffres.</translation>
        </message>
        <message numerus="yes">
            <source>%Ln time(s) a request had to wait for a local port; none was lost.</source>
            <translation>
                <numerusform>%Ln fois une requête a dû attendre un port local ; aucune n’a été perdue.</numerusform>
                <numerusform>%Ln fois une requête a dû attendre un port local ; aucune n’a été perdue.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln time(s) a request had to wait for a file descriptor; none was lost.</source>
            <translation>
                <numerusform>%Ln fois une requête a dû attendre un descripteur de fichier ; aucune n’a été perdue.</numerusform>
                <numerusform>%Ln fois une requête a dû attendre un descripteur de fichier ; aucune n’a été perdue.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln time(s) a connection failed for no known reason before its request was sent; none was lost.</source>
            <translation>
                <numerusform>%Ln fois une connexion a échoué sans raison connue avant l’envoi de sa requête ; aucune n’a été perdue.</numerusform>
                <numerusform>%Ln fois une connexion a échoué sans raison connue avant l’envoi de sa requête ; aucune n’a été perdue.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln request(s) timed out, counted as failed with the time they waited.</source>
            <translation>
                <numerusform>%Ln requête a dépassé le délai, comptée en échec avec le temps attendu.</numerusform>
                <numerusform>%Ln requêtes ont dépassé le délai, comptées en échec avec le temps attendu.</numerusform>
            </translation>
        </message>
        <message>
            <source>Without keep-alive the server has to close first; one that does not was asked over connections that stayed open.</source>
            <translation>Sans connexions gardées, le serveur doit fermer le premier ; celui qui ne le fait pas a été interrogé par des connexions restées ouvertes.</translation>
        </message>
        <message>
            <source>Errors: %1 of the requests failed, so the other figures say little.</source>
            <translation>Erreurs : %1 des requêtes ont échoué, les autres chiffres disent donc peu.</translation>
        </message>
        <message>
            <source>Client-bound: one thread of this client was busy %1 of the time.</source>
            <translation>Limité par le client : un fil de ce client était occupé %1 du temps.</translation>
        </message>
        <message>
            <source>Client-bound: this client came to its work late, by %1 ms in one of a hundred cases.</source>
            <translation>Limité par le client : il est venu en retard à son travail, de %1 ms dans un cas sur cent.</translation>
        </message>
        <message>
            <source>Limited by concurrency: %1 of what %2 in flight can reach against this delay. More at once would be faster.</source>
            <translation>Limité par le nombre en cours : %1 de ce que %2 en cours peuvent atteindre contre ce délai. Plus à la fois irait plus vite.</translation>
        </message>
        <message>
            <source>Server-bound: the answers are what took the time.</source>
            <translation>Limité par le serveur : ce sont les réponses qui ont pris le temps.</translation>
        </message>
        <message>
            <source>Limited by concurrency, held by this computer: %1 of what %2 in flight can reach against this delay, where %3 were wanted.</source>
            <translation>Limité par le nombre en cours, retenu par cet ordinateur : %1 de ce que %2 en cours peuvent atteindre contre ce délai, alors que %3 étaient voulues.</translation>
        </message>
        <message>
            <source>Nothing was measured: no request was answered.</source>
            <translation>Rien n’a été mesuré : aucune requête n’a reçu de réponse.</translation>
        </message>
        <message>
            <source>Target rate not reached: %1 of the requests that were due could not be sent in time.</source>
            <translation>Débit visé non atteint : %1 des requêtes dues n’ont pas pu être envoyées à temps.</translation>
        </message>
        <message>
            <source>%1 (%2 at a time were wanted, held by this computer)</source>
            <translation>%1 (%2 à la fois étaient voulues, retenues par cet ordinateur)</translation>
        </message>
        <message>
            <source>Samples are missing: not every request that was sent has one outcome and one time.</source>
            <translation>Des mesures manquent : toutes les requêtes envoyées n’ont pas une issue et un temps.</translation>
        </message>
        <message>
            <source>Connections were closed and no answer began: the target may not be an HTTP server.</source>
            <translation>Des connexions ont été fermées et aucune réponse n’a commencé : la cible n’est peut-être pas un serveur HTTP.</translation>
        </message>
        <message>
            <source>Connections were closed and no answer began: the target may not be an HTTP server, or expect https.</source>
            <translation>Des connexions ont été fermées et aucune réponse n’a commencé : la cible n’est peut-être pas un serveur HTTP, ou attend https.</translation>
        </message>
        <message>
            <source>No secure connection could be made: the target may not speak https at this port, or shows a certificate that this computer does not trust.</source>
            <translation>Aucune connexion sécurisée n’a pu être établie : la cible ne parle peut-être pas https sur ce port, ou montre un certificat auquel cet ordinateur ne fait pas confiance.</translation>
        </message>
        <message>
            <source>No secure connection was made in time: the target may not speak https at this port.</source>
            <translation>Aucune connexion sécurisée n’a été établie à temps : la cible ne parle peut-être pas https sur ce port.</translation>
        </message>
        <message>
            <source>Interim answers came (status 1xx). QNetworkAccessManager reads nothing behind them, so they count as failed.</source>
            <translation>Des réponses provisoires sont venues (état 1xx). QNetworkAccessManager ne lit rien derrière elles ; elles comptent donc comme échouées.</translation>
        </message>
        <message>
            <source>%1 requests, %2 at a time, in %3 s: %4 a minute</source>
            <comment>result in one sentence</comment>
            <translation>%1 requêtes, %2 à la fois, en %3 s : %4 par minute</translation>
        </message>
        <message>
            <source>%1, %2 of what is possible</source>
            <translation>%1, %2 de ce qui est possible</translation>
        </message>
        <message>
            <source>%1, with %2 MiB of memory and %3 failed.</source>
            <translation>%1, avec %2 Mio de mémoire et %3 en échec.</translation>
        </message>
        <message>
            <source>Lines of the file that are no links are left out: %1.</source>
            <translation>Lignes du fichier laissées de côté, car ce ne sont pas des liens : %1.</translation>
        </message>
        <message>
            <source>The test server ended in mid-run, so the run ended too.</source>
            <translation>Le serveur d’essai s’est arrêté en cours de route, l’essai aussi.</translation>
        </message>
        <message>
            <source>This is no load plan: “%1” is not what it should be.</source>
            <translation>Ce n’est pas un plan de charge : « %1 » n’est pas ce qu’il devrait être.</translation>
        </message>
        <message>
            <source>It holds neither a load plan nor the result of a run.</source>
            <translation>Il ne contient ni plan de charge ni résultat d’un essai.</translation>
        </message>
        <message>
            <source>The limit of open files was raised from %1 to %2 for this run.</source>
            <translation>La limite de fichiers ouverts est passée de %1 à %2 pour cet essai.</translation>
        </message>
        <message>
            <source>%1 requests at a time are wanted, but this computer allows the program %2 open files. Tidemark keeps at most %3 in flight; the others wait their turn.</source>
            <translation>%1 requêtes à la fois sont voulues, mais cet ordinateur permet au programme %2 fichiers ouverts. Tidemark en garde au plus %3 en cours ; les autres attendent leur tour.</translation>
        </message>
        <message>
            <source>%1 requests at a time are wanted, but this computer has %2 local ports. Requests that find none wait for one and are sent again; the result says how often.</source>
            <translation>%1 requêtes à la fois sont voulues, mais cet ordinateur a %2 ports locaux. Les requêtes qui n’en trouvent pas en attendent un et repartent ; le résultat dit combien de fois.</translation>
        </message>
        <message>
            <source>Without keep-alive each request takes one of %1 local ports, and one that this computer closed first is not free for a minute. Requests that find none wait.</source>
            <translation>Sans connexions persistantes, chaque requête prend un des %1 ports locaux, et un port que cet ordinateur a fermé le premier n’est libre qu’une minute plus tard. Les requêtes qui n’en trouvent pas attendent.</translation>
        </message>
        <message>
            <source>The run may need %1 of memory, and %2 are free: it may become slow.</source>
            <translation>L’essai peut demander %1 de mémoire, et %2 sont libres : il peut devenir lent.</translation>
        </message>
        <message>
            <source>%1 requests at a time are wanted. Over https this engine has at most %2 in flight: QNetworkAccessManager opens no more connections.</source>
            <translation>%1 requêtes à la fois sont voulues. En https, ce moteur en a au plus %2 en cours : QNetworkAccessManager n’ouvre pas plus de connexions.</translation>
        </message>
        <message>
            <source>The links lead to more servers than connections can be kept open to, which is %1. A connection to any other server ends when nothing goes over it.</source>
            <translation>Les liens mènent à plus de serveurs que de connexions peuvent rester ouvertes, soit %1. Une connexion à tout autre serveur se ferme dès que rien n’y passe.</translation>
        </message>
        <message>
            <source>%1 ms</source>
            <translation>%1 ms</translation>
        </message>
        <message>
            <source>%1 MiB</source>
            <translation>%1 Mio</translation>
        </message>
        <message>
            <source>%1 s</source>
            <translation>%1 s</translation>
        </message>
        <message>
            <source>Target</source>
            <translation>Cible</translation>
        </message>
        <message>
            <source>Engine</source>
            <translation>Moteur</translation>
        </message>
        <message>
            <source>Concurrency</source>
            <translation>En cours au plus</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>Modèle</translation>
        </message>
        <message>
            <source>closed: the next request goes out when one has ended</source>
            <translation>fermé : la requête suivante part quand une autre est terminée</translation>
        </message>
        <message>
            <source>Test server</source>
            <translation>Serveur d’essai</translation>
        </message>
        <message>
            <source>delay %1, body %2 bytes, seed %3</source>
            <translation>délai %1, corps de %2 octets, graine %3</translation>
        </message>
        <message>
            <source>Keep-alive</source>
            <translation>Connexions gardées</translation>
        </message>
        <message>
            <source>off</source>
            <translation>non</translation>
        </message>
        <message>
            <source>Requests</source>
            <translation>Requêtes</translation>
        </message>
        <message>
            <source>Succeeded</source>
            <translation>Réussies</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>En échec</translation>
        </message>
        <message>
            <source>Not sent</source>
            <translation>Non envoyées</translation>
        </message>
        <message>
            <source>Elapsed</source>
            <translation>Durée</translation>
        </message>
        <message>
            <source>Requests a minute</source>
            <translation>Requêtes par minute</translation>
        </message>
        <message>
            <source>… in the steady part</source>
            <translation>… en régime établi</translation>
        </message>
        <message>
            <source>Ceiling</source>
            <translation>Plafond</translation>
        </message>
        <message>
            <source>%1 a minute</source>
            <translation>%1 par minute</translation>
        </message>
        <message>
            <source>%1, %2 % reached</source>
            <translation>%1, %2 % atteints</translation>
        </message>
        <message>
            <source>Best possible time</source>
            <translation>Meilleur temps possible</translation>
        </message>
        <message>
            <source>Mean in flight</source>
            <translation>En cours, moyenne</translation>
        </message>
        <message>
            <source>Received</source>
            <translation>Reçu</translation>
        </message>
        <message>
            <source>Samples</source>
            <translation>Mesures</translation>
        </message>
        <message>
            <source>Least</source>
            <translation>Minimum</translation>
        </message>
        <message>
            <source>Mean</source>
            <translation>Moyenne</translation>
        </message>
        <message>
            <source>Most</source>
            <translation>Maximum</translation>
        </message>
        <message>
            <source>%1 user, %2 system, %3 at most</source>
            <translation>%1 utilisateur, %2 système, %3 au plus</translation>
        </message>
        <message>
            <source>ceiling</source>
            <translation>plafond</translation>
        </message>
        <message>
            <source>Latency</source>
            <translation>Latence</translation>
        </message>
        <message>
            <source>Latency over time</source>
            <translation>Latence au fil du temps</translation>
        </message>
        <message>
            <source>In flight</source>
            <translation>En cours</translation>
        </message>
        <message>
            <source>A benchmark run</source>
            <translation>Un essai</translation>
        </message>
        <message>
            <source>Figures</source>
            <translation>Chiffres</translation>
        </message>
        <message>
            <source>Latency of what succeeded</source>
            <translation>Latence de ce qui a réussi</translation>
        </message>
        <message>
            <source>Latency of what failed</source>
            <translation>Latence de ce qui a échoué</translation>
        </message>
        <message>
            <source>Outcomes</source>
            <translation>Issues</translation>
        </message>
        <message>
            <source>Client</source>
            <translation>Client</translation>
        </message>
        <message>
            <source>CPU and memory</source>
            <translation>Processeur et mémoire</translation>
        </message>
        <message>
            <source>Plan</source>
            <translation>Plan</translation>
        </message>
        <message>
            <source>Tidemark %1, %2</source>
            <translation>Tidemark %1, %2</translation>
        </message>
        <message>
            <source>What was kept of this run cannot be read.</source>
            <translation>Ce qui a été conservé de cet essai ne peut pas être lu.</translation>
        </message>
        <message>
            <source>This run was kept by a later version of Tidemark.</source>
            <translation>Cet essai a été conservé par une version plus récente de Tidemark.</translation>
        </message>
        <message>
            <source>The server cannot listen on %1, port %2: %3.</source>
            <translation>Le serveur ne peut pas écouter sur %1, port %2 : %3.</translation>
        </message>
        <message>
            <source>Lines of the access log are missing: it cannot be written to: %1.</source>
            <translation>Des lignes du journal des accès manquent : impossible d’y écrire : %1.</translation>
        </message>
        <message>
            <source>--%1 wants a share of the answers from 0 to 1, such as 0.01.</source>
            <translation>--%1 attend une part des réponses de 0 à 1, par exemple 0.01.</translation>
        </message>
        <message>
            <source>%1 is no status and share: write 503:0.01 for one answer in a hundred.</source>
            <translation>%1 n’est pas un code suivi d’une part : écrivez 503:0.01 pour une réponse sur cent.</translation>
        </message>
        <message>
            <source>The shares of --status, --reset and --truncate are more than 1 together.</source>
            <translation>Les parts de --status, --reset et --truncate dépassent 1 ensemble.</translation>
        </message>
        <message>
            <source>%1 is no standstill: write 1:10 for a second every ten, or 50:1000ms.</source>
            <translation>%1 n’est pas un arrêt : écrivez 1:10 pour une seconde toutes les dix, ou 50:1000ms.</translation>
        </message>
        <message>
            <source>answer every path with a made-up page of so many bytes (450000)</source>
            <translation>répond à tous les chemins par une page inventée d’autant d’octets (450000)</translation>
        </message>
        <message>
            <source>answer late: whole seconds (0:3) or milliseconds (0:3000ms), told in the header “delay”</source>
            <translation>répond en retard : en secondes entières (0:3) ou en millisecondes (0:3000ms), dit dans l’en-tête « delay »</translation>
        </message>
        <message>
            <source>write a line a request to standard error, in common log format</source>
            <translation>écrit une ligne par requête sur l’erreur standard, au format « common log »</translation>
        </message>
        <message>
            <source>answer this share of the requests with this status (503:0.01); may be given again</source>
            <translation>répond à cette part des requêtes par ce code (503:0.01) ; peut être répété</translation>
        </message>
        <message>
            <source>reset the connection instead of answering, for this share of the requests</source>
            <translation>réinitialise la connexion au lieu de répondre, pour cette part des requêtes</translation>
        </message>
        <message>
            <source>close the connection after half of the body, for this share of the requests</source>
            <translation>ferme la connexion après la moitié du corps, pour cette part des requêtes</translation>
        </message>
        <message>
            <source>close the connection after each answer</source>
            <translation>ferme la connexion après chaque réponse</translation>
        </message>
        <message>
            <source>send each body in a hundred pieces within a second</source>
            <translation>envoie chaque corps en cent morceaux, en une seconde</translation>
        </message>
        <message>
            <source>do nothing at all for LENGTH, every EVERY: 1:10 is a second every ten, 50:1000ms milliseconds</source>
            <translation>ne fait rien du tout pendant LENGTH, tous les EVERY : 1:10, c’est une seconde toutes les dix, 50:1000ms des millisecondes</translation>
        </message>
        <message>
            <source>it has not said where it listens, for %1 s</source>
            <translation>il n’a pas dit où il écoute, depuis %1 s</translation>
        </message>
        <message>
            <source>it ended at once, without a word</source>
            <translation>il s’est arrêté aussitôt, sans un mot</translation>
        </message>
        <message>
            <source>it should say where on this computer it listens, and said “%1”</source>
            <translation>il devait dire où il écoute sur cet ordinateur, et a dit « %1 »</translation>
        </message>
        <message>
            <source>it is no program that may be run</source>
            <translation>ce n’est pas un programme qui peut être exécuté</translation>
        </message>
        <message>
            <source>there is no such program. It comes with Tidemark: install Tidemark again</source>
            <translation>ce programme n’existe pas. Il est livré avec Tidemark : réinstallez Tidemark</translation>
        </message>
        <message>
            <source>The test server (%1) did not come up: %2.</source>
            <translation>Le serveur d’essai (%1) n’a pas démarré : %2.</translation>
        </message>
        <message>
            <source>test server, delay %1</source>
            <translation>serveur d’essai, délai %1</translation>
        </message>
        <message>
            <source>The counts of this run do not add up.</source>
            <translation>Les nombres de cet essai ne concordent pas.</translation>
        </message>
        <message>
            <source>The course of the run “%1” cannot be read.</source>
            <translation>Le cours de l’essai « %1 » ne peut pas être lu.</translation>
        </message>
        <message>
            <source>The links in %1 cannot be read: %2</source>
            <translation>Impossible de lire les liens de %1 : %2</translation>
        </message>
        <message>
            <source>%1 holds more than %2 links.</source>
            <translation>%1 contient plus de %2 liens.</translation>
        </message>
        <message>
            <source>There is no link in %1.</source>
            <translation>Il n’y a pas de lien dans %1.</translation>
        </message>
        <message>
            <source>Give --root or a body (--body, --body-size), not both: a body answers every path.</source>
            <translation>Donnez --root ou un corps (--body, --body-size), pas les deux : un corps répond à tous les chemins.</translation>
        </message>
        <message>
            <source>--seed wants a whole number, 0 or more, not “%1”.</source>
            <translation>--seed demande un nombre entier, 0 ou plus, et non « %1 ».</translation>
        </message>
        <message>
            <source>This holds no whole run.</source>
            <translation>Ceci ne contient pas d’essai entier.</translation>
        </message>
        <message>
            <source>Other programs used %1 of this computer&apos;s processors meanwhile; unless that was the target, the figures say little.</source>
            <translation>D’autres programmes ont utilisé pendant ce temps %1 des processeurs de cet ordinateur ; sauf si c’était la cible, les chiffres disent peu.</translation>
        </message>
        <message>
            <source>This computer was busy with other work: it used %1 of the processors meanwhile, so the figures say little.</source>
            <translation>Cet ordinateur était occupé à autre chose, qui a utilisé pendant ce temps %1 des processeurs : les chiffres disent peu.</translation>
        </message>
        <message>
            <source>%1 of %2 answered</source>
            <translation>%1 réponses sur %2</translation>
        </message>
        <message>
            <source>%1 answered</source>
            <translation>%1 réponses</translation>
        </message>
        <message>
            <source>%1 failed (%2)</source>
            <translation>%1 échecs (%2)</translation>
        </message>
        <message>
            <source>%1 cancelled under way</source>
            <translation>%1 annulées en cours</translation>
        </message>
        <message>
            <source>The test server ended after %1 s: %2.</source>
            <comment>then what became of the requests</comment>
            <translation>Le serveur de test s’est arrêté après %1 s : %2.</translation>
        </message>
        <message>
            <source>Stopped after %1 s: %2.</source>
            <comment>then what became of the requests</comment>
            <translation>Arrêté après %1 s : %2.</translation>
        </message>
        <message>
            <source>Not enough to say: a verdict needs 100 requests and a second at least.</source>
            <translation>Trop peu pour juger : un verdict demande au moins 100 requêtes et une seconde.</translation>
        </message>
        <message>
            <source>Unclear: neither the server nor this client was seen to be the limit; its busiest thread worked %1 of the time.</source>
            <translation>Indéterminé : ni le serveur ni ce client ne s’est montré la limite ; son fil le plus occupé a travaillé %1 du temps.</translation>
        </message>
        <message>
            <source>%1 of the requests failed (%2): %3 in %4 s, %5 at a time.</source>
            <comment>result in one sentence</comment>
            <translation>%1 des requêtes ont échoué (%2) : %3 en %4 s, %5 à la fois.</translation>
        </message>
        <message>
            <source>%1 requests, %2 at a time, in %3 s: %4 a minute succeeded</source>
            <comment>result in one sentence</comment>
            <translation>%1 requêtes, %2 à la fois, en %3 s : %4 réussies par minute</translation>
        </message>
        <message>
            <source>Cancelled by the stop</source>
            <translation>Annulées par l’arrêt</translation>
        </message>
        <message>
            <source>Succeeded a minute</source>
            <translation>Réussies par minute</translation>
        </message>
        <message>
            <source>Mean ceiling</source>
            <translation>Plafond moyen</translation>
        </message>
        <message>
            <source>mean ceiling</source>
            <translation>plafond moyen</translation>
        </message>
        <message>
            <source>Sockets of its own in several threads: what this computer can do.</source>
            <translation>Ses propres sockets dans plusieurs fils d’exécution : ce que cet ordinateur peut faire.</translation>
        </message>
        <message>
            <source>The number of threads</source>
            <translation>Le nombre de fils d’exécution</translation>
        </message>
        <message>
            <source>Threads, certificates of your own and unchecked ones are for the direct engine alone.</source>
            <translation>Les fils d’exécution, vos propres certificats et ceux qui ne sont pas vérifiés sont pour le seul moteur direct.</translation>
        </message>
        <message>
            <source>Certificates are either checked against a file or not checked: not both.</source>
            <translation>Les certificats sont soit vérifiés d’après un fichier, soit pas vérifiés : pas les deux.</translation>
        </message>
        <message>
            <source>%1 of %2 bytes came.</source>
            <translation>%1 octets sur %2 sont arrivés.</translation>
        </message>
        <message>
            <source>Python with asyncio, as in “Making 1 million requests with python-aiohttp”.</source>
            <translation>Python avec asyncio, comme dans « Making 1 million requests with python-aiohttp ».</translation>
        </message>
        <message>
            <source>C with epoll: the usual measure of what is possible.</source>
            <translation>C avec epoll : la mesure habituelle de ce qui est possible.</translation>
        </message>
        <message>
            <source>Go with its own HTTP library.</source>
            <translation>Go avec sa propre bibliothèque HTTP.</translation>
        </message>
        <message>
            <source>C, one thread, HTTP/1.0: ApacheBench.</source>
            <translation>C, un seul fil, HTTP/1.0 : ApacheBench.</translation>
        </message>
        <message>
            <source>C with libev, here over HTTP/1.1: comes with nghttp2.</source>
            <translation>C avec libev, ici en HTTP/1.1 : fourni avec nghttp2.</translation>
        </message>
        <message>
            <source>Rust with Tokio and hyper, on every core.</source>
            <translation>Rust avec Tokio et hyper, sur tous les cœurs.</translation>
        </message>
        <message>
            <source>Go that runs a script in JavaScript for each request, on every core.</source>
            <translation>Go, qui exécute un script JavaScript pour chaque requête, sur tous les cœurs.</translation>
        </message>
        <message>
            <source>JavaScript on Node.js.</source>
            <translation>JavaScript sur Node.js.</translation>
        </message>
        <message>
            <source>What it printed holds no figures that %1 would print.</source>
            <translation>Ce qu’il a affiché ne contient aucun chiffre tel que %1 en affiche.</translation>
        </message>
        <message>
            <source>It got no answer at all.</source>
            <translation>Il n’a reçu aucune réponse.</translation>
        </message>
        <message>
            <source>All of its requests failed.</source>
            <translation>Toutes ses requêtes ont échoué.</translation>
        </message>
        <message>
            <source>It does not say how long it fired.</source>
            <translation>Il ne dit pas combien de temps il a envoyé des requêtes.</translation>
        </message>
        <message>
            <source>%1 It said: %2</source>
            <comment>a sentence, then a quotation</comment>
            <translation>%1 Il a dit : %2</translation>
        </message>
        <message>
            <source>It could not be started.</source>
            <translation>Il n’a pas pu être lancé.</translation>
        </message>
        <message>
            <source>It had not ended %1 s after its time, and was ended.</source>
            <translation>Il n’avait pas fini %1 s après son temps, et a été arrêté.</translation>
        </message>
        <message>
            <source>It wrote more than %1, and was ended.</source>
            <translation>Il a écrit plus de %1, et a été arrêté.</translation>
        </message>
        <message>
            <source>Stopped.</source>
            <translation>Arrêté.</translation>
        </message>
        <message>
            <source>It crashed.</source>
            <translation>Il s’est interrompu brutalement.</translation>
        </message>
        <message>
            <source>It ended with status %1.</source>
            <translation>Il s’est terminé avec le code %1.</translation>
        </message>
        <message>
            <source>The program tidemark-cli is not there. It comes with Tidemark: install Tidemark again.</source>
            <translation>Le programme tidemark-cli est absent. Il est fourni avec Tidemark : réinstallez Tidemark.</translation>
        </message>
        <message>
            <source>Not installed; Debian has no package of it.</source>
            <translation>Pas installé ; Debian n’en a pas de paquet.</translation>
        </message>
        <message>
            <source>Not installed: sudo apt install %1</source>
            <translation>Pas installé : sudo apt install %1</translation>
        </message>
        <message>
            <source>It fired for %1 s and not for %2 s.</source>
            <translation>Il a envoyé des requêtes pendant %1 s et non pendant %2 s.</translation>
        </message>
        <message>
            <source>A time until the first byte of an answer is kept by the direct engine alone.</source>
            <translation>Seul le moteur direct surveille le temps jusqu’au premier octet d’une réponse.</translation>
        </message>
        <message>
            <source>A rate has to be above 0, and %1 requests a second at most.</source>
            <translation>Un débit doit être supérieur à 0 et d’au plus %1 requêtes par seconde.</translation>
        </message>
        <message>
            <source>A rate is kept by the direct engine alone: the others wait for answers.</source>
            <translation>Seul le moteur direct tient un débit : les autres attendent les réponses.</translation>
        </message>
        <message>
            <source>More than %1 stages of the rate.</source>
            <translation>Plus de %1 paliers du débit.</translation>
        </message>
        <message>
            <source>The stages of the rate say how many requests there are and how long it takes: leave out the number and the duration.</source>
            <translation>Les paliers du débit disent combien de requêtes il y a et combien de temps cela dure : omettez le nombre et la durée.</translation>
        </message>
        <message>
            <source>A stage takes from 0.001 seconds to a day.</source>
            <translation>Un palier dure de 0,001 seconde à un jour.</translation>
        </message>
        <message>
            <source>The stages of the rate make %1 requests: it has to be from 1 to %2, within a day.</source>
            <translation>Les paliers du débit font %1 requêtes : il en faut de 1 à %2, en un jour au plus.</translation>
        </message>
        <message>
            <source>Local addresses are for the direct engine alone.</source>
            <translation>Les adresses locales sont pour le moteur direct seul.</translation>
        </message>
        <message>
            <source>More than %1 local addresses.</source>
            <translation>Plus de %1 adresses locales.</translation>
        </message>
        <message>
            <source>“%1” is no address of this computer: write one such as 192.0.2.7.</source>
            <translation>« %1 » n’est pas une adresse de cet ordinateur : écrivez-en une comme 192.0.2.7.</translation>
        </message>
        <message>
            <source>Name lookup</source>
            <translation>Résolution du nom</translation>
        </message>
        <message>
            <source>Connecting</source>
            <translation>Connexion</translation>
        </message>
        <message>
            <source>TLS handshake</source>
            <translation>Négociation TLS</translation>
        </message>
        <message>
            <source>First byte</source>
            <comment>the time until it came</comment>
            <translation>Premier octet</translation>
        </message>
        <message>
            <source>Body</source>
            <comment>the time it took to come</comment>
            <translation>Corps</translation>
        </message>
        <message>
            <source>Service time</source>
            <translation>Temps de service</translation>
        </message>
        <message>
            <source>Wait in the queue</source>
            <translation>Attente en file</translation>
        </message>
        <message>
            <source>Response time</source>
            <translation>Temps de réponse</translation>
        </message>
        <message>
            <source>open loop: requests go out when they are due, not when an answer came</source>
            <translation>boucle ouverte : les requêtes partent quand elles sont dues, non quand une réponse est arrivée</translation>
        </message>
        <message>
            <source>closed loop: the next request goes out when one has ended</source>
            <translation>boucle fermée : la requête suivante part quand une autre est terminée</translation>
        </message>
        <message>
            <source>Target rate</source>
            <translation>Débit visé</translation>
        </message>
        <message>
            <source>%1 a second in the mean</source>
            <translation>%1 par seconde en moyenne</translation>
        </message>
        <message>
            <source>Dropped by the kernel</source>
            <translation>Perdus par le noyau</translation>
        </message>
        <message>
            <source>target rate</source>
            <translation>débit visé</translation>
        </message>
        <message>
            <source>Response time, and as a line the service time</source>
            <translation>Temps de réponse et, en trait, temps de service</translation>
        </message>
        <message>
            <source>Part</source>
            <translation>Partie</translation>
        </message>
        <message>
            <source>Times</source>
            <translation>Nombre</translation>
        </message>
        <message>
            <source>Response time of what succeeded, from when it was due</source>
            <translation>Temps de réponse de ce qui a réussi, depuis l’échéance</translation>
        </message>
        <message>
            <source>Where the time went</source>
            <translation>Où le temps est passé</translation>
        </message>
        <message>
            <source>The engine of this run does not see the parts of a request.</source>
            <translation>Le moteur de cet essai ne voit pas les parties d’une requête.</translation>
        </message>
        <message numerus="yes">
            <source>Target rate not reached: %Ln request(s) were due and could not be sent in time, so of %1 a second in the mean %2 were sent.</source>
            <translation>
                <numerusform>Débit visé non atteint : %Ln requête était due et n’a pu partir à temps ; sur %1 par seconde en moyenne, %2 sont parties.</numerusform>
                <numerusform>Débit visé non atteint : %Ln requêtes étaient dues et n’ont pu partir à temps ; sur %1 par seconde en moyenne, %2 sont parties.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>The kernel of this computer dropped %Ln packet(s) or connection(s) meanwhile: what has to be sent again comes late, and the server is not to blame.</source>
            <translation>
                <numerusform>Le noyau de cet ordinateur a perdu %Ln paquet ou connexion pendant ce temps : ce qui doit être renvoyé arrive tard, et le serveur n’y est pour rien.</numerusform>
                <numerusform>Le noyau de cet ordinateur a perdu %Ln paquets ou connexions pendant ce temps : ce qui doit être renvoyé arrive tard, et le serveur n’y est pour rien.</numerusform>
            </translation>
        </message>
        <message>
            <source>Target rate not reached: this client was the limit, and %1 of the requests that were due could not be sent in time.</source>
            <translation>Débit visé non atteint : ce client était la limite, et %1 des requêtes dues n’ont pu partir à temps.</translation>
        </message>
        <message>
            <source>not known</source>
            <comment>a percentile of too few answers</comment>
            <translation>inconnu</translation>
        </message>
        <message>
            <source>%1 of %2 requests sent, due at %3 a second, in %4 s: response time p50 %5, p99 %6, with %7 MiB of memory and %8 failed.</source>
            <comment>result of an open loop in one sentence</comment>
            <translation>%1 requêtes parties sur %2, dues à %3 par seconde, en %4 s : temps de réponse p50 %5, p99 %6, avec %7 Mio de mémoire et %8 en échec.</translation>
        </message>
        <message>
            <source>Target rate held: the requests that were due, %1 a second, were sent.</source>
            <translation>Débit visé tenu : les requêtes dues, %1 par seconde, sont parties.</translation>
        </message>
    </context>
    <context>
        <name>cli</name>
        <message>
            <source>A percentile is compared where each run has answers enough for it: p50 needs 20, p95 200, p99 1,000.</source>
            <translation>Un centile est comparé quand chaque exécution a assez de réponses : il en faut 20 pour p50, 200 pour p95, 1 000 pour p99.</translation>
        </message>
        <message>
            <source>with --find-capacity: latency against rate as a picture (SVG)</source>
            <translation>avec --find-capacity : la latence selon le débit, en image (SVG)</translation>
        </message>
        <message>
            <source>--chart draws what --find-capacity finds: add that.</source>
            <translation>--chart dessine ce que --find-capacity trouve : ajoutez-le.</translation>
        </message>
        <message>
            <source>rate/s</source>
            <translation>débit/s</translation>
        </message>
        <message>
            <source>reached/s</source>
            <translation>atteint/s</translation>
        </message>
        <message>
            <source>not sent, %</source>
            <translation>non envoyées, %</translation>
        </message>
        <message>
            <source>held</source>
            <comment>of a rate</comment>
            <translation>tenu</translation>
        </message>
        <message>
            <source>no: p99 is too long</source>
            <translation>non : p99 trop long</translation>
        </message>
        <message>
            <source>no: too many failed</source>
            <translation>non : trop d’échecs</translation>
        </message>
        <message>
            <source>no: the rate was not reached</source>
            <translation>non : débit non atteint</translation>
        </message>
        <message>
            <source>%1 (client-bound)</source>
            <translation>%1 (limité par le client)</translation>
        </message>
        <message>
            <source>The test server ended: the search ends with it.</source>
            <translation>Le serveur d’essai s’est arrêté : la recherche s’arrête avec lui.</translation>
        </message>
        <message>
            <source>The client was the limit at a rate that did not hold: the server may be capable of more.</source>
            <translation>Le client était la limite à un débit qui n’a pas tenu : le serveur est peut-être capable de plus.</translation>
        </message>
        <message>
            <source>p99 at most %1 ms, at most %2 % failed, at most %3 % not sent</source>
            <translation>p99 d’au plus %1 ms, au plus %2 % en échec, au plus %3 % non envoyées</translation>
        </message>
        <message>
            <source>No rate held (%1).</source>
            <translation>Aucun débit n’a tenu (%1).</translation>
        </message>
        <message>
            <source>The search was ended. The highest rate that held so far: %1 requests/s (%2).</source>
            <translation>La recherche a été arrêtée. Le plus haut débit tenu jusque-là : %1 requêtes/s (%2).</translation>
        </message>
        <message>
            <source>The highest rate that held: %1 requests/s, %2 a minute (%3).</source>
            <translation>Le plus haut débit tenu : %1 requêtes/s, soit %2 par minute (%3).</translation>
        </message>
        <message>
            <source>--%1 has no meaning with --find-capacity, which sets the rate and how long itself; --duration says how long at least.</source>
            <translation>--%1 n’a pas de sens avec --find-capacity, qui fixe lui-même le débit et la durée ; --duration dit la durée minimale.</translation>
        </message>
        <message>
            <source>--find-capacity wants a rate to begin with: add --rate.</source>
            <translation>--find-capacity demande un débit de départ : ajoutez --rate.</translation>
        </message>
        <message>
            <source>raise the rate, from --rate on (100), to the highest one that keeps --max-p99 (500) and --max-error-share (0.01); each for --duration (5)</source>
            <translation>élever le débit, à partir de --rate (100), jusqu’au plus haut qui respecte --max-p99 (500) et --max-error-share (0.01) ; chacun pendant --duration (5)</translation>
        </message>
        <message>
            <source>Plan %1: %2</source>
            <translation>Plan %1 : %2</translation>
        </message>
        <message>
            <source>run %1 of %2 · plan %3 · %4 % · %5 requests/min</source>
            <translation>exécution %1 sur %2 · plan %3 · %4 % · %5 requêtes/min</translation>
        </message>
        <message>
            <source>Run %1 of %2, plan %3: %4 requests/min, p50 %5 ms, p99 %6 ms, %7 failed.</source>
            <translation>Exécution %1 sur %2, plan %3 : %4 requêtes/min, p50 %5 ms, p99 %6 ms, %7 en échec.</translation>
        </message>
        <message>
            <source>p95, ms</source>
            <translation>p95, ms</translation>
        </message>
        <message>
            <source>failed, %</source>
            <translation>en échec, %</translation>
        </message>
        <message>
            <source>%1 points</source>
            <comment>of percent</comment>
            <translation>%1 points</translation>
        </message>
        <message>
            <source>%1 %</source>
            <comment>a difference</comment>
            <translation>%1 %</translation>
        </message>
        <message>
            <source>median</source>
            <translation>médiane</translation>
        </message>
        <message>
            <source>B beside A</source>
            <translation>B face à A</translation>
        </message>
        <message>
            <source>95 % interval</source>
            <translation>intervalle à 95 %</translation>
        </message>
        <message>
            <source>A against A</source>
            <translation>A contre A</translation>
        </message>
        <message>
            <source>B is</source>
            <comment>then: faster, slower …</comment>
            <translation>B est</translation>
        </message>
        <message>
            <source>%1 runs: A, B and A again, %2 times, forth and back.</source>
            <translation>%1 exécutions : A, B puis encore A, %2 fois, dans un sens puis dans l’autre.</translation>
        </message>
        <message>
            <source>%1 runs: A, B and A again, %2 times, forth and back; about %3 min.</source>
            <translation>%1 exécutions : A, B puis encore A, %2 fois, dans un sens puis dans l’autre ; environ %3 min.</translation>
        </message>
        <message>
            <source>A  %1 (verdicts: %2)</source>
            <translation>A  %1 (verdicts : %2)</translation>
        </message>
        <message>
            <source>B  %1 (verdicts: %2)</source>
            <translation>B  %1 (verdicts : %2)</translation>
        </message>
        <message>
            <source>The two plans are the same.</source>
            <translation>Les deux plans sont les mêmes.</translation>
        </message>
        <message>
            <source>The plans differ in %1.</source>
            <translation>Les plans diffèrent par %1.</translation>
        </message>
        <message>
            <source>%1 rounds. Intervals in percent by block bootstrap, whole rounds drawn again (Künsch 1989, Politis and Romano 1994), seed %2. A difference is shown where its interval leaves zero out and it is larger than A against A allows.</source>
            <translation>%1 tours. Intervalles en pour cent par bootstrap par blocs, des tours entiers étant retirés (Künsch 1989, Politis et Romano 1994), graine %2. Une différence est établie quand son intervalle exclut zéro et qu’elle dépasse ce que A contre A permet.</translation>
        </message>
        <message>
            <source>In %1 of %2 runs the client was the limit: what is compared is the client then, not the servers.</source>
            <translation>Dans %1 exécutions sur %2, le client était la limite : c’est alors le client que l’on compare, et non les serveurs.</translation>
        </message>
        <message>
            <source>%1 of %2 rounds are complete: the figures are theirs.</source>
            <translation>%1 tours sur %2 sont complets : les chiffres sont les leurs.</translation>
        </message>
        <message>
            <source>Fires two plans in turn, again and again, and says whether B is faster or slower than A, or no difference is shown.
A plan is a file of bench --save-plan, or a result, whose plan is meant. A is fired once more in each round: what it differs from itself is noise.</source>
            <translation>Lance deux plans tour à tour, encore et encore, et dit si B est plus rapide ou plus lent que A, ou si aucune différence n’est établie.
Un plan est un fichier de bench --save-plan, ou un résultat, dont on prend le plan. A est lancé une fois de plus à chaque tour : ce qui le distingue de lui-même est du bruit.</translation>
        </message>
        <message>
            <source>rounds of A, B and A again; at least 5 (7)</source>
            <translation>tours de A, B puis encore A ; au moins 5 (7)</translation>
        </message>
        <message>
            <source>of the drawing of the intervals: the same gives the same (1)</source>
            <translation>du tirage des intervalles : la même donne le même résultat (1)</translation>
        </message>
        <message>
            <source>a header field 'Name: value' for both plans: secrets are not kept with them; may be given several times</source>
            <translation>un champ d’en-tête 'Nom: valeur' pour les deux plans : les secrets n’y sont pas gardés ; peut être donné plusieurs fois</translation>
        </message>
        <message>
            <source>write what was found as JSON too; -: to standard output alone</source>
            <translation>écrire aussi en JSON ce qui a été trouvé ; - : sur la sortie standard seule</translation>
        </message>
        <message>
            <source>The library %1 was made by an older version and is brought up to date, once. A copy of it as it is now stays beside it until a later start has found all well.</source>
            <translation>La bibliothèque %1 vient d’une version plus ancienne et est mise à jour, une seule fois. Une copie d’elle telle qu’elle est maintenant reste à côté jusqu’à ce qu’un prochain démarrage ait trouvé tout en ordre.</translation>
        </message>
        <message>
            <source>--proxy takes http://host:port, socks5://host:port or none.</source>
            <translation>--proxy accepte http://hôte:port, socks5://hôte:port ou none.</translation>
        </message>
        <message>
            <source>The window captures as its own Settings say; not heeded: %1.</source>
            <translation>La fenêtre capture selon ses propres réglages ; options sans effet : %1.</translation>
        </message>
        <message>
            <source>This is a file, not a link. Give a file of links with --from %1</source>
            <translation>C’est un fichier, pas un lien. Donnez un fichier de liens avec --from %1</translation>
        </message>
        <message>
            <source>Captures links into the library; without any, all that waits there.
Prints an outcome for each link. What was interrupted goes on at the next call.
While a window has the library open, it does the work, and this tells the outcomes.
A window that is paused is waited for; Ctrl+C leaves it what it was handed.</source>
            <translation>Capture des liens dans la bibliothèque ; sans lien, tout ce qui y attend.
Affiche un résultat pour chaque lien. Ce qui a été interrompu reprend au prochain appel.
Tant qu’une fenêtre a la bibliothèque ouverte, elle fait le travail, et ceci en dit les résultats.
Une fenêtre en pause est attendue ; Ctrl+C lui laisse ce qui lui a été transmis.</translation>
        </message>
        <message>
            <source>links from a text or bookmarks file, - for standard input</source>
            <translation>liens d’un fichier texte ou de signets, - pour l’entrée standard</translation>
        </message>
        <message>
            <source>requests in flight, 1 to 256 (32)</source>
            <translation>requêtes en cours, 1 à 256 (32)</translation>
        </message>
        <message>
            <source>requests in flight to one host (6)</source>
            <translation>requêtes en cours vers un même hôte (6)</translation>
        </message>
        <message>
            <source>fetch no pictures</source>
            <translation>ne charge pas les images</translation>
        </message>
        <message>
            <source>pass over links that are kept already</source>
            <translation>passe les liens déjà conservés</translation>
        </message>
        <message>
            <source>capture again what failed</source>
            <translation>capture de nouveau ce qui a échoué</translation>
        </message>
        <message>
            <source>hand the links to an open window and do not wait for it</source>
            <translation>donner les liens à une fenêtre ouverte sans l’attendre</translation>
        </message>
        <message>
            <source>seconds that one attempt may take (120)</source>
            <translation>secondes qu’une tentative peut durer (120)</translation>
        </message>
        <message>
            <source>what to say this program is</source>
            <translation>ce que ce programme dit être</translation>
        </message>
        <message>
            <source>http://host:port or socks5://host:port; none for no proxy</source>
            <translation>http://hôte:port ou socks5://hôte:port ; none pour aucun mandataire</translation>
        </message>
        <message>
            <source>%1 kept already, %2 refused (no links).</source>
            <translation>%1 déjà conservés, %2 refusés (pas des liens).</translation>
        </message>
        <message>
            <source>%1 archived, %2 failed</source>
            <translation>%1 archivés, %2 en échec</translation>
        </message>
        <message>
            <source>, %1 kept already</source>
            <translation>, %1 déjà conservés</translation>
        </message>
        <message>
            <source>, %1 refused (no links)</source>
            <translation>, %1 refusés (pas des liens)</translation>
        </message>
        <message>
            <source>, %1 left waiting: %2</source>
            <comment>a number, then who does them later</comment>
            <translation>, %1 en attente : %2</translation>
        </message>
        <message>
            <source>Nothing is waiting</source>
            <translation>Rien n’attend</translation>
        </message>
        <message>
            <source> (%1 in %2 s)</source>
            <translation> (%1 en %2 s)</translation>
        </message>
        <message>
            <source>%1 archived · %2 failed · %3 running · %4 waiting</source>
            <translation>%1 archivés · %2 en échec · %3 en cours · %4 en attente</translation>
        </message>
        <message>
            <source>%1 wants a name and a password: give the link as https://name:password@host/….</source>
            <translation>%1 demande un nom et un mot de passe : donnez le lien sous la forme https://nom:motdepasse@hôte/….</translation>
        </message>
        <message>
            <source>Interrupted: what was running waits again.</source>
            <translation>Interrompu : ce qui était en cours attend de nouveau.</translation>
        </message>
        <message>
            <source>Interrupted: the links were not read to their end; those that were wait, the others were not taken in.</source>
            <translation>Interrompu : les liens n’ont pas été lus jusqu’au bout ; ceux qui l’ont été attendent, les autres n’ont pas été pris.</translation>
        </message>
        <message numerus="yes">
            <source>%Ln older link(s) wait: tidemark-cli archive, without any link, does what waits.</source>
            <translation>
                <numerusform>%Ln lien plus ancien attend : tidemark-cli archive, sans lien, fait ce qui attend.</numerusform>
                <numerusform>%Ln liens plus anciens attendent : tidemark-cli archive, sans lien, fait ce qui attend.</numerusform>
            </translation>
        </message>
        <message>
            <source>There is no keychain here: names and passwords are kept until this run ends.</source>
            <translation>Il n’y a pas de trousseau ici : noms et mots de passe sont gardés jusqu’à la fin de cette exécution.</translation>
        </message>
        <message numerus="yes">
            <source>%Ln link(s) wait until their hosts want to be asked again.</source>
            <translation>
                <numerusform>%Ln lien attend que son site veuille être interrogé de nouveau.</numerusform>
                <numerusform>%Ln liens attendent que leurs sites veuillent être interrogés de nouveau.</numerusform>
            </translation>
        </message>
        <message>
            <source>do them later with tidemark-cli archive</source>
            <translation>faites-les plus tard avec tidemark-cli archive</translation>
        </message>
        <message>
            <source>--%1 takes a number from %2 to %3, not “%4”.</source>
            <translation>--%1 accepte un nombre de %2 à %3, pas « %4 ».</translation>
        </message>
        <message>
            <source>print JSON, one object a line</source>
            <translation>affiche du JSON, un objet par ligne</translation>
        </message>
        <message>
            <source>the library to use instead of your own one</source>
            <translation>la bibliothèque à utiliser à la place de la vôtre</translation>
        </message>
        <message>
            <source>say more on standard error</source>
            <translation>en dit plus sur la sortie d’erreur</translation>
        </message>
        <message>
            <source>show this help</source>
            <translation>affiche cette aide</translation>
        </message>
        <message>
            <source>show the version</source>
            <translation>affiche la version</translation>
        </message>
        <message>
            <source>Did you mean %1?</source>
            <translation>Vouliez-vous dire %1 ?</translation>
        </message>
        <message>
            <source>If it is not meant as an option, write -- before it: %1 -- %2</source>
            <translation>Si ce n’est pas une option, écrivez -- devant : %1 -- %2</translation>
        </message>
        <message>
            <source>There is no option %1. %2</source>
            <translation>L’option %1 n’existe pas. %2</translation>
        </message>
        <message>
            <source>%1 --help lists those that are.</source>
            <translation>%1 --help donne celles qui existent.</translation>
        </message>
        <message>
            <source>--%1 takes no value.</source>
            <translation>--%1 n’accepte pas de valeur.</translation>
        </message>
        <message>
            <source>--%1 wants a value: --%1 %2</source>
            <translation>--%1 attend une valeur : --%1 %2</translation>
        </message>
        <message>
            <source>--%1 is given twice.</source>
            <translation>--%1 est donné deux fois.</translation>
        </message>
        <message>
            <source>Say what to do: %1. tidemark-cli --help tells more.</source>
            <translation>Dites que faire : %1. tidemark-cli --help en dit plus.</translation>
        </message>
        <message>
            <source>There is no command “%1”. %2</source>
            <translation>La commande « %1 » n’existe pas. %2</translation>
        </message>
        <message>
            <source>tidemark-cli --help lists those that are.</source>
            <translation>tidemark-cli --help donne celles qui existent.</translation>
        </message>
        <message>
            <source>%1 wants %2. %1 --help tells more.</source>
            <translation>%1 attend %2. %1 --help en dit plus.</translation>
        </message>
        <message>
            <source>%1 takes no “%2”. %1 --help tells more.</source>
            <translation>%1 n’accepte pas « %2 ». %1 --help en dit plus.</translation>
        </message>
        <message>
            <source>Usage: tidemark-cli %1 [OPTIONS] %2</source>
            <translation>Usage : tidemark-cli %1 [OPTIONS] %2</translation>
        </message>
        <message>
            <source>Options:</source>
            <translation>Options :</translation>
        </message>
        <message>
            <source>Example:</source>
            <translation>Exemple :</translation>
        </message>
        <message>
            <source>Usage: tidemark-cli COMMAND [OPTIONS] …

Archives web pages into a library of yours and reads them, without a window.</source>
            <translation>Usage : tidemark-cli COMMANDE [OPTIONS] …

Archive des pages web dans votre bibliothèque et les lit, sans fenêtre.</translation>
        </message>
        <message>
            <source>Commands:</source>
            <translation>Commandes :</translation>
        </message>
        <message>
            <source>Options of every command:</source>
            <translation>Options de toutes les commandes :</translation>
        </message>
        <message>
            <source>tidemark-cli COMMAND --help tells all about one command.

Exit status: 0 all well, 1 some links or requests failed or something is not there, 2 wrong usage,
3 the library cannot be used or is damaged, 4 bench missed a threshold, 129, 130 and 143 interrupted.</source>
            <translation>tidemark-cli COMMANDE --help dit tout d’une commande.

Code de sortie : 0 tout va bien, 1 des liens ou des requêtes ont échoué ou quelque chose manque, 2 mauvais usage,
3 la bibliothèque est inutilisable ou endommagée, 4 bench a manqué un seuil, 129, 130 et 143 interrompu.</translation>
        </message>
        <message>
            <source>There is no format “%1”. --format takes one of these: %2.</source>
            <translation>Le format « %1 » n’existe pas. --format accepte : %2.</translation>
        </message>
        <message>
            <source>Say in which format: --format takes one of these: %1.</source>
            <translation>Dites dans quel format : --format accepte : %1.</translation>
        </message>
        <message>
            <source>--by-year is for cached-articles.</source>
            <translation>--by-year va avec cached-articles.</translation>
        </message>
        <message>
            <source>--no-assets is for cached-articles.</source>
            <translation>--no-assets est pour cached-articles.</translation>
        </message>
        <message>
            <source>Standard output cannot take both the export and --json.</source>
            <translation>La sortie standard ne peut recevoir à la fois l’export et --json.</translation>
        </message>
        <message>
            <source>Writes the library's pages out, the current snapshot of each.
DEST is a folder for cached-articles, else a file or - for standard output.</source>
            <translation>Exporte les pages de la bibliothèque, l’instantané courant de chacune.
DEST est un dossier pour cached-articles, sinon un fichier ou - pour la sortie standard.</translation>
        </message>
        <message>
            <source>cached articles in a folder for each year</source>
            <translation>articles en cache dans un dossier par année</translation>
        </message>
        <message>
            <source>cached articles without their pictures</source>
            <translation>articles en cache sans leurs images</translation>
        </message>
        <message>
            <source>%1 is no HTML page (%2).</source>
            <translation>%1 n’est pas une page HTML (%2).</translation>
        </message>
        <message>
            <source>%1 is not a folder.</source>
            <translation>%1 n’est pas un dossier.</translation>
        </message>
        <message>
            <source>Name the files to extract, or a folder with --batch and the result with --output or --features.</source>
            <translation>Nommez les fichiers à extraire, ou un dossier avec --batch et le résultat avec --output ou --features.</translation>
        </message>
        <message>
            <source>Takes the readable article out of saved HTML pages, without a library.
FILE may be compressed (.html.gz).</source>
            <translation>Extrait l’article lisible de pages HTML enregistrées, sans bibliothèque.
FILE peut être compressé (.html.gz).</translation>
        </message>
        <message>
            <source>where the page came from, for its links and images</source>
            <translation>d’où vient la page, pour ses liens et ses images</translation>
        </message>
        <message>
            <source>show each block, whether it was kept, and why</source>
            <translation>montre chaque bloc, s’il est gardé, et pourquoi</translation>
        </message>
        <message>
            <source>extract every *.html and *.html.gz in DIR</source>
            <translation>extrait tous les *.html et *.html.gz de DIR</translation>
        </message>
        <message>
            <source>where --batch writes its JSON</source>
            <translation>où --batch écrit son JSON</translation>
        </message>
        <message>
            <source>where --batch writes what the extractor's table is learnt from</source>
            <translation>où --batch écrit ce dont la table de l’extracteur est apprise</translation>
        </message>
        <message>
            <source>another table than the one Tidemark comes with</source>
            <translation>une autre table que celle livrée avec Tidemark</translation>
        </message>
        <message>
            <source>The folder %1 cannot be made.</source>
            <translation>Le dossier %1 ne peut pas être créé.</translation>
        </message>
        <message>
            <source>A compressed page is larger than %1 bytes.</source>
            <translation>Une page compressée dépasse %1 octets.</translation>
        </message>
        <message>
            <source>A compressed page is damaged.</source>
            <translation>Une page compressée est endommagée.</translation>
        </message>
        <message numerus="yes">
            <source>%Ln link(s) were cleared from the window's list before their outcome was read; tidemark-cli show tells it.</source>
            <translation>
                <numerusform>%Ln lien a été retiré de la liste de la fenêtre avant que son résultat soit lu ; tidemark-cli show le dit.</numerusform>
                <numerusform>%Ln liens ont été retirés de la liste de la fenêtre avant que leur résultat soit lu ; tidemark-cli show le dit.</numerusform>
            </translation>
        </message>
        <message>
            <source>The window does not answer. This waits for it.</source>
            <translation>La fenêtre ne répond pas. Cette commande l’attend.</translation>
        </message>
        <message>
            <source>The window goes on.</source>
            <translation>La fenêtre reprend.</translation>
        </message>
        <message>
            <source>The window is paused: nothing more is captured until you go on there. This waits for it; --no-wait does not.</source>
            <translation>La fenêtre est en pause : plus rien n’est capturé tant que vous n’y reprenez pas. Cette commande l’attend ; avec --no-wait, elle n’attend pas.</translation>
        </message>
        <message>
            <source>The window is paused: nothing more is captured until you go on there.</source>
            <translation>La fenêtre est en pause : plus rien n’est capturé tant que vous n’y reprenez pas.</translation>
        </message>
        <message>
            <source>The window: %1</source>
            <translation>La fenêtre : %1</translation>
        </message>
        <message>
            <source>The window has halted: %1</source>
            <translation>La fenêtre s’est arrêtée : %1</translation>
        </message>
        <message>
            <source>The window was closed: the rest is done here.</source>
            <translation>La fenêtre a été fermée : le reste est fait ici.</translation>
        </message>
        <message>
            <source>The window was closed, and another program writes to the library now. This waits until it has ended.</source>
            <translation>La fenêtre a été fermée, et un autre programme écrit maintenant dans la bibliothèque. Cette commande attend qu’il ait fini.</translation>
        </message>
        <message>
            <source>%1 handed over</source>
            <translation>%1 remis</translation>
        </message>
        <message>
            <source>A window has this library open and does what waits.</source>
            <translation>Une fenêtre a ouvert cette bibliothèque et traite ce qui attend.</translation>
        </message>
        <message numerus="yes">
            <source>A window has this library open; it was handed %Ln link(s), which wait there.</source>
            <translation>
                <numerusform>Une fenêtre a cette bibliothèque ouverte ; elle a reçu %Ln lien, qui y attend.</numerusform>
                <numerusform>Une fenêtre a cette bibliothèque ouverte ; elle a reçu %Ln liens, qui y attendent.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>A window has this library open; it was handed %Ln link(s) and captures them.</source>
            <translation>
                <numerusform>Une fenêtre a cette bibliothèque ouverte ; elle a reçu %Ln lien et le capture.</numerusform>
                <numerusform>Une fenêtre a cette bibliothèque ouverte ; elle a reçu %Ln liens et les capture.</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 archived · %2 failed · %3 still to be done by the window</source>
            <translation>%1 archivés · %2 échoués · %3 encore à faire par la fenêtre</translation>
        </message>
        <message numerus="yes">
            <source>Interrupted: the window goes on with %Ln link(s).</source>
            <translation>
                <numerusform>Interrompu : la fenêtre continue avec %Ln lien.</numerusform>
                <numerusform>Interrompu : la fenêtre continue avec %Ln liens.</numerusform>
            </translation>
        </message>
        <message>
            <source>Interrupted.</source>
            <translation>Interrompu.</translation>
        </message>
        <message numerus="yes">
            <source>The window was handed %Ln link(s) and keeps them.</source>
            <translation>
                <numerusform>La fenêtre a reçu %Ln lien et le garde.</numerusform>
                <numerusform>La fenêtre a reçu %Ln liens et les garde.</numerusform>
            </translation>
        </message>
        <message>
            <source>Nothing was handed over.</source>
            <translation>Rien n’a été remis.</translation>
        </message>
        <message>
            <source>Not handed over: %1 and what comes after it.</source>
            <translation>Non remis : %1 et ce qui le suit.</translation>
        </message>
        <message>
            <source>The rest of the list was not read.</source>
            <translation>Le reste de la liste n’a pas été lu.</translation>
        </message>
        <message>
            <source>the window does them later</source>
            <translation>la fenêtre les fera plus tard</translation>
        </message>
        <message>
            <source>Takes cached articles, links or bookmarks into the library; fetches nothing.
SOURCE is a folder of cached articles, one entry of it, a file, or - for standard input.
Links and bookmarks wait until `archive` is called; those kept already are passed over.</source>
            <translation>Fait entrer dans la bibliothèque articles en cache, liens ou signets, sans rien charger.
SOURCE est un dossier d’articles en cache, une de ses entrées, un fichier, ou - pour l’entrée standard.
Liens et signets attendent l’appel de `archive` ; ceux déjà conservés sont passés.</translation>
        </message>
        <message>
            <source>%1 (without: found by what is there)</source>
            <translation>%1 (sinon : trouvé d’après le contenu)</translation>
        </message>
        <message>
            <source>The library is %1.</source>
            <translation>La bibliothèque est %1.</translation>
        </message>
        <message>
            <source>There is no page “%1” in the library.</source>
            <translation>Il n’y a pas de page « %1 » dans la bibliothèque.</translation>
        </message>
        <message>
            <source>There is no file “%1”.</source>
            <translation>Le fichier « %1 » n’existe pas.</translation>
        </message>
        <message>
            <source>“%1” leads to a file that is not there.</source>
            <translation>« %1 » mène à un fichier qui n’existe pas.</translation>
        </message>
        <message>
            <source>“%1” is a folder; --from takes a file of links.</source>
            <translation>« %1 » est un dossier ; --from accepte un fichier de liens.</translation>
        </message>
        <message>
            <source>You are not permitted to read “%1”.</source>
            <translation>Vous n’avez pas le droit de lire « %1 ».</translation>
        </message>
        <message>
            <source>%1 cannot be read: %2</source>
            <translation>Impossible de lire %1 : %2</translation>
        </message>
        <message>
            <source>line %1: “%2”: %3</source>
            <translation>ligne %1 : « %2 » : %3</translation>
        </message>
        <message numerus="yes">
            <source>… and %Ln more line(s) without a link.</source>
            <translation>
                <numerusform>… et %Ln autre ligne sans lien.</numerusform>
                <numerusform>… et %Ln autres lignes sans lien.</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 holds no link.</source>
            <translation>%1 ne contient aucun lien.</translation>
        </message>
        <message>
            <source>The input</source>
            <translation>L’entrée</translation>
        </message>
        <message>
            <source>Lists the pages of the library, newest first.
A line holds number, date, title and link, with tabs between them;
with --failed, why it failed and what to do instead of the title.</source>
            <translation>Liste les pages de la bibliothèque, les plus récentes d’abord.
Une ligne contient le numéro, la date, le titre et le lien, séparés par des tabulations ;
avec --failed, la raison de l’échec et que faire à la place du titre.</translation>
        </message>
        <message>
            <source>list the links that could not be captured, and why</source>
            <translation>liste les liens qui n’ont pu être capturés, et pourquoi</translation>
        </message>
        <message>
            <source>print at most N (without: all)</source>
            <translation>en affiche N au plus (sinon : tous)</translation>
        </message>
        <message>
            <source>Standard output cannot be written to.</source>
            <translation>Impossible d’écrire sur la sortie standard.</translation>
        </message>
        <message numerus="yes">
            <source>%n more in the bin.</source>
            <translation>
                <numerusform>%n de plus dans la corbeille.</numerusform>
                <numerusform>%n de plus dans la corbeille.</numerusform>
            </translation>
        </message>
        <message>
            <source>Nothing is found.</source>
            <translation>Rien n’est trouvé.</translation>
        </message>
        <message>
            <source>Finds pages by title, text, note and tags, best first.
All words are wanted; "a phrase" in quotes, -word to leave out, word* for what begins so,
tag:word and note:word for words of these alone, site:part for a part of the host's name.
Where the first is a -word, write -- before it: tidemark-cli search -- -storm sea</source>
            <translation>Trouve des pages par leur titre, leur texte, leur note et leurs étiquettes, les meilleures d’abord.
Tous les mots sont voulus ; "une phrase" entre guillemets, -mot pour exclure, mot* pour ce qui commence ainsi,
tag:mot et note:mot pour les mots de ceux-là seuls, site:partie pour une partie du nom de l’hôte.
Si le premier est un -mot, écrivez -- devant : tidemark-cli search -- -orage mer</translation>
        </message>
        <message>
            <source>Serves a folder, one body, or answers that misbehave on command, on this machine.
Prints its address first; open that to see all that it does.</source>
            <translation>Sert un dossier, un seul corps, ou des réponses qui se conduisent mal sur commande, sur cette machine.
Affiche d’abord son adresse ; ouvrez-la pour voir tout ce qu’il sait faire.</translation>
        </message>
        <message>
            <source>“%1” is no time. Write it as 2026-03-01 or 2026-03-01T12:00:00Z.</source>
            <translation>« %1 » n’est pas une date. Écrivez 2026-03-01 ou 2026-03-01T12:00:00Z.</translation>
        </message>
        <message>
            <source>“%1” has no snapshot.</source>
            <translation>« %1 » n’a pas d’instantané.</translation>
        </message>
        <message>
            <source>“%1” has no snapshot from %2 or before.</source>
            <translation>« %1 » n’a pas d’instantané du %2 ou d’avant.</translation>
        </message>
        <message>
            <source>captured %1</source>
            <translation>capturé le %1</translation>
        </message>
        <message>
            <source>The page is %1, nothing for a terminal: send it to a file.</source>
            <translation>La page est de type %1, ce qui n’est pas pour un terminal : envoyez-la dans un fichier.</translation>
        </message>
        <message>
            <source>This page is in the bin.</source>
            <translation>Cette page est dans la corbeille.</translation>
        </message>
        <message>
            <source>--format takes %1, not “%2”.</source>
            <translation>--format accepte %1, pas « %2 ».</translation>
        </message>
        <message>
            <source>Shows a page of the library.
PAGE is a link, its hash_url, or the number that `list` prints.</source>
            <translation>Montre une page de la bibliothèque.
PAGE est un lien, son hash_url, ou le numéro qu’affiche `list`.</translation>
        </message>
        <message>
            <source>text (as it is without this), html, markdown, or raw: the bytes as received</source>
            <translation>text (par défaut), html, markdown, ou raw : les octets tels que reçus</translation>
        </message>
        <message>
            <source>the latest snapshot not after TIME: ISO 8601, local unless it names a zone; a day means its end</source>
            <translation>le dernier instantané qui ne suit pas TIME : ISO 8601, heure locale sauf fuseau donné ; un jour veut dire sa fin</translation>
        </message>
        <message numerus="yes">
            <source>%1 % · %Ln entries</source>
            <translation>
                <numerusform>%1 % · %Ln entrée</numerusform>
                <numerusform>%1 % · %Ln entrées</numerusform>
            </translation>
        </message>
        <message>
            <source>Names and passwords were cut off links and are kept in the system's keychain.</source>
            <translation>Des noms et mots de passe ont été retirés des liens et sont gardés dans le trousseau du système.</translation>
        </message>
        <message>
            <source>Names and passwords were cut off links. There is no keychain here, so they are not kept: give them again when a page asks for them.</source>
            <translation>Des noms et mots de passe ont été retirés des liens. Il n’y a pas de trousseau ici, ils ne sont donc pas gardés : redonnez-les quand une page les demande.</translation>
        </message>
        <message numerus="yes">
            <source>%Ln link(s) wait to be archived (tidemark-cli archive does it)</source>
            <translation>
                <numerusform>%Ln lien attend d’être archivé (tidemark-cli archive le fait)</numerusform>
                <numerusform>%Ln liens attendent d’être archivés (tidemark-cli archive le fait)</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln imported</source>
            <translation>
                <numerusform>%Ln importé</numerusform>
                <numerusform>%Ln importés</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln exported</source>
            <translation>
                <numerusform>%Ln exporté</numerusform>
                <numerusform>%Ln exportés</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 there already, %2 skipped, %3 failed.</source>
            <translation>%1 déjà là, %2 passés, %3 en échec.</translation>
        </message>
        <message>
            <source>Checked %1 %</source>
            <translation>Vérifié à %1 %</translation>
        </message>
        <message>
            <source>All is well.</source>
            <translation>Tout va bien.</translation>
        </message>
        <message numerus="yes">
            <source>%n damaged thing(s) found. Pages that `show` still prints can be saved with `export`.</source>
            <translation>
                <numerusform>%n élément endommagé. Les pages que `show` affiche encore peuvent être sauvées avec `export`.</numerusform>
                <numerusform>%n éléments endommagés. Les pages que `show` affiche encore peuvent être sauvées avec `export`.</numerusform>
            </translation>
        </message>
        <message>
            <source>Checks every stored byte, every reference and the search index.
Prints what is damaged; exit status 3 when anything is.</source>
            <translation>Vérifie chaque octet conservé, chaque référence et l’index de recherche.
Affiche ce qui est endommagé ; code de sortie 3 s’il y en a.</translation>
        </message>
        <message>
            <source>Threshold missed: %1 requests a minute, wanted at least %2.</source>
            <translation>Seuil manqué : %1 requêtes par minute, au moins %2 voulues.</translation>
        </message>
        <message>
            <source>Threshold missed: too few samples to say a p99; it needs 1,000.</source>
            <translation>Seuil manqué : trop peu de mesures pour dire un p99 ; il en faut 1 000.</translation>
        </message>
        <message>
            <source>Threshold missed: no request was completed, so no share of failures can be told.</source>
            <translation>Seuil manqué : aucune requête n’est arrivée à son terme, aucune part d’échecs ne peut donc être dite.</translation>
        </message>
        <message>
            <source>Threshold missed: p99 of %1 ms, wanted at most %2 ms.</source>
            <translation>Seuil manqué : p99 de %1 ms, au plus %2 ms voulues.</translation>
        </message>
        <message>
            <source>Threshold missed: %1 % failed, wanted at most %2 %.</source>
            <translation>Seuil manqué : %1 % en échec, au plus %2 % voulus.</translation>
        </message>
        <message>
            <source>The target is not this computer but %1. Fire at servers of your own or with their owner's consent only; then add --remote.</source>
            <translation>La cible n’est pas cet ordinateur mais %1. Ne visez que vos propres serveurs ou avec l’accord de leur propriétaire ; ajoutez alors --remote.</translation>
        </message>
        <message>
            <source>Fires requests at a server and measures: so many at a time, the next goes out when one has ended, or at a rate.
{} in the URL becomes the request's number. A computer that could fall asleep meanwhile is kept awake by 'systemd-inhibit tidemark-cli bench …'.</source>
            <translation>Envoie des requêtes à un serveur et mesure : tant à la fois, la suivante part quand une autre est terminée, ou à un débit.
{} dans l’URL devient le numéro de la requête. Un ordinateur qui pourrait s’endormir entre-temps reste éveillé avec 'systemd-inhibit tidemark-cli bench …'.</translation>
        </message>
        <message>
            <source>“%1” is no header field: write 'Name: value'.</source>
            <translation>« %1 » n’est pas un en-tête : écrivez 'Nom: valeur'.</translation>
        </message>
        <message>
            <source>The plan cannot be read from %1: %2</source>
            <translation>Le plan ne peut pas être lu dans %1 : %2</translation>
        </message>
        <message>
            <source>how many requests (100)</source>
            <translation>combien de requêtes (100)</translation>
        </message>
        <message>
            <source>for so many seconds; with --requests, until the first of both is reached</source>
            <translation>pendant tant de secondes ; avec --requests, jusqu’au premier des deux</translation>
        </message>
        <message>
            <source>send for so many seconds first, left out of every figure (0)</source>
            <translation>envoyer d’abord pendant tant de secondes, sans compter dans aucun chiffre (0)</translation>
        </message>
        <message>
            <source>requests in flight (50; sequential: 1)</source>
            <translation>requêtes en cours (50 ; sequential : 1)</translation>
        </message>
        <message>
            <source>what fires the requests (qt)</source>
            <translation>ce qui envoie les requêtes (qt)</translation>
        </message>
        <message>
            <source>seconds that one request may take (60)</source>
            <translation>secondes qu’une requête peut prendre (60)</translation>
        </message>
        <message>
            <source>seconds that connecting may take (15)</source>
            <translation>secondes que la connexion peut prendre (15)</translation>
        </message>
        <message>
            <source>HTTP method (GET)</source>
            <translation>méthode HTTP (GET)</translation>
        </message>
        <message>
            <source>a header field 'Name: value'; may be given several times</source>
            <translation>un en-tête 'Nom: valeur' ; peut être donné plusieurs fois</translation>
        </message>
        <message>
            <source>take the links of this file in turn, in place of URL</source>
            <translation>prendre tour à tour les liens de ce fichier, à la place d’URL</translation>
        </message>
        <message>
            <source>a connection for each request; the server has to close it</source>
            <translation>une connexion par requête ; le serveur doit la fermer</translation>
        </message>
        <message>
            <source>follow redirects within the same server</source>
            <translation>suivre les redirections du même serveur</translation>
        </message>
        <message>
            <source>yes, fire at a server that is not this computer</source>
            <translation>oui, viser un serveur qui n’est pas cet ordinateur</translation>
        </message>
        <message>
            <source>start the test server for this run and fire at it: 0:3 for seconds, 0:3000ms</source>
            <translation>démarrer le serveur d’essai pour cet essai et le viser : 0:3 en secondes, 0:3000ms</translation>
        </message>
        <message>
            <source>bytes that the test server answers with (450,000)</source>
            <translation>octets de la réponse du serveur d’essai (450 000)</translation>
        </message>
        <message>
            <source>of the test server's delays (1)</source>
            <translation>des délais du serveur d’essai (1)</translation>
        </message>
        <message>
            <source>keep the run in the library under this name</source>
            <translation>conserver l’essai dans la bibliothèque sous ce nom</translation>
        </message>
        <message>
            <source>begin with a plan that --save-plan wrote, or with that of a result (--json, runs export)</source>
            <translation>partir d’un plan écrit par --save-plan, ou de celui d’un résultat (--json, runs export)</translation>
        </message>
        <message>
            <source>write the plan to a file; secrets are left out</source>
            <translation>écrire le plan dans un fichier, sans les secrets</translation>
        </message>
        <message>
            <source>write the result as JSON; - is standard output</source>
            <translation>écrire le résultat en JSON ; - est la sortie standard</translation>
        </message>
        <message>
            <source>exit status 4 below so many requests a minute</source>
            <translation>code de sortie 4 en dessous de tant de requêtes par minute</translation>
        </message>
        <message>
            <source>exit status 4 when one in a hundred takes longer</source>
            <translation>code de sortie 4 quand une sur cent prend plus longtemps</translation>
        </message>
        <message>
            <source>exit status 4 when a larger share fails, 0 to 1; judges failures alone</source>
            <translation>code de sortie 4 quand une plus grande part échoue, de 0 à 1 ; juge seul les échecs</translation>
        </message>
        <message>
            <source>run the steps of “Making 1 million requests with python-aiohttp” (about 14 minutes); of the other options only --json and --save</source>
            <translation>lancer les étapes de « Making 1 million requests with python-aiohttp » (environ 14 minutes) ; des autres options, seulement --json et --save</translation>
        </message>
        <message>
            <source>There is no engine “%1”: write sequential, qt or direct.</source>
            <translation>Il n’y a pas de moteur « %1 » : écrivez sequential, qt ou direct.</translation>
        </message>
        <message>
            <source>The steps of --ladder are fixed: %1 has no meaning with it. It takes --json and --save.</source>
            <translation>Les étapes de --ladder sont fixes : %1 n’y a pas de sens. Elle accepte --json et --save.</translation>
        </message>
        <message>
            <source>min</source>
            <translation>min</translation>
        </message>
        <message>
            <source>mean</source>
            <translation>moyenne</translation>
        </message>
        <message>
            <source>max</source>
            <translation>max</translation>
        </message>
        <message>
            <source>%1 s user, %2 s system, %3 MiB at most</source>
            <translation>%1 s utilisateur, %2 s système, %3 Mio au plus</translation>
        </message>
        <message>
            <source>%1 (steady part: %2)</source>
            <translation>%1 (régime établi : %2)</translation>
        </message>
        <message>
            <source>%1, %2 % of the ceiling %3</source>
            <translation>%1, %2 % du plafond %3</translation>
        </message>
        <message>
            <source>requests</source>
            <translation>requêtes</translation>
        </message>
        <message>
            <source>%1 succeeded, %2 failed, %3 not sent</source>
            <translation>%1 réussies, %2 en échec, %3 non envoyées</translation>
        </message>
        <message>
            <source>elapsed</source>
            <translation>durée</translation>
        </message>
        <message>
            <source>best</source>
            <translation>au mieux</translation>
        </message>
        <message>
            <source>%1 s</source>
            <translation>%1 s</translation>
        </message>
        <message>
            <source>requests/min</source>
            <translation>requêtes/min</translation>
        </message>
        <message>
            <source>best possible</source>
            <translation>au mieux possible</translation>
        </message>
        <message>
            <source>%1, %2 % reached</source>
            <translation>%1, %2 % atteints</translation>
        </message>
        <message>
            <source>in flight</source>
            <translation>en cours</translation>
        </message>
        <message>
            <source>latency, ms</source>
            <translation>latence, ms</translation>
        </message>
        <message>
            <source>… of failed</source>
            <translation>… des échecs</translation>
        </message>
        <message>
            <source>statuses</source>
            <translation>statuts</translation>
        </message>
        <message>
            <source>errors</source>
            <translation>erreurs</translation>
        </message>
        <message>
            <source>%1, the first: %2</source>
            <comment>kind of an error, then what was said of it</comment>
            <translation>%1, la première : %2</translation>
        </message>
        <message>
            <source>received</source>
            <translation>reçu</translation>
        </message>
        <message>
            <source>client</source>
            <translation>client</translation>
        </message>
        <message>
            <source>test server</source>
            <translation>serveur d’essai</translation>
        </message>
        <message>
            <source>verdict</source>
            <translation>verdict</translation>
        </message>
        <message>
            <source>warming up · </source>
            <translation>mise en train · </translation>
        </message>
        <message>
            <source>%1%2 % · %3 requests/min · %4 in flight · %5 failed</source>
            <translation>%1%2 % · %3 requêtes/min · %4 en cours · %5 en échec</translation>
        </message>
        <message>
            <source>step</source>
            <translation>étape</translation>
        </message>
        <message>
            <source>delay</source>
            <translation>délai</translation>
        </message>
        <message>
            <source>req/min</source>
            <translation>req/min</translation>
        </message>
        <message>
            <source>reached</source>
            <translation>atteint</translation>
        </message>
        <message>
            <source>memory</source>
            <translation>mémoire</translation>
        </message>
        <message>
            <source>article</source>
            <translation>article</translation>
        </message>
        <message>
            <source>%1/min</source>
            <translation>%1/min</translation>
        </message>
        <message>
            <source>%1 failed</source>
            <translation>%1 en échec</translation>
        </message>
        <message>
            <source>No run is kept: tidemark-cli bench … --save NAME keeps one.</source>
            <translation>Aucun essai n’est conservé : tidemark-cli bench … --save NAME en conserve un.</translation>
        </message>
        <message>
            <source>There is no run “%1”: tidemark-cli runs lists them.</source>
            <translation>Il n’y a pas d’essai « %1 » : tidemark-cli runs les liste.</translation>
        </message>
        <message>
            <source>--format takes json, csv, hgrm or report, not “%1”.</source>
            <translation>--format prend json, csv, hgrm ou report, pas « %1 ».</translation>
        </message>
        <message>
            <source>Lists the benchmark runs of the library, shows one, or writes one to a file.
RUN is the number that the list prints, or the run's name.</source>
            <translation>Liste les essais de la bibliothèque, en montre un, ou en écrit un dans un fichier.
RUN est le numéro que donne la liste, ou le nom de l’essai.</translation>
        </message>
        <message>
            <source>json, csv, hgrm or report (one HTML file)</source>
            <translation>json, csv, hgrm ou report (un fichier HTML)</translation>
        </message>
        <message>
            <source>Serves a folder, one body, or answers that misbehave on command, on this machine.
Prints its address first; open that to see all that it does. Delays and faults are
those of files and bodies; what is drawn is the same for the same seed, in order of
arrival.</source>
            <translation>Sert un dossier, un seul corps, ou des réponses qui se conduisent mal sur commande, sur cette machine.
Affiche d’abord son adresse ; ouvrez-la pour voir tout ce qu’il sait faire. Les délais et les fautes sont
ceux des fichiers et des corps ; ce qui est tiré est le même pour la même graine, dans l’ordre
d’arrivée.</translation>
        </message>
        <message>
            <source>There is no deleted run “%1”: tidemark-cli runs list --deleted lists them.</source>
            <translation>Il n’y a pas d’essai supprimé « %1 » : tidemark-cli runs list --deleted les énumère.</translation>
        </message>
        <message>
            <source>--%1 takes a number of seconds from %2 to %3, not “%4”.</source>
            <translation>--%1 prend un nombre de secondes de %2 à %3, et non « %4 ».</translation>
        </message>
        <message>
            <source>send this file as the body of each request; with --method</source>
            <translation>envoyer ce fichier comme corps de chaque requête ; avec --method</translation>
        </message>
        <message>
            <source>end the run once so many connections in a row were refused; without it, it goes on to its end</source>
            <translation>finir l’essai dès que tant de connexions de suite ont été refusées ; sans cela, il va jusqu’à sa fin</translation>
        </message>
        <message>
            <source>--body-file wants --method too, such as --method POST; --method GET sends the body with GET, if that is meant.</source>
            <translation>--body-file demande aussi --method, par exemple --method POST ; --method GET envoie le corps avec GET, si c’est voulu.</translation>
        </message>
        <message>
            <source>%1 needs %2 requests</source>
            <translation>%1 demande %2 requêtes</translation>
        </message>
        <message>
            <source>%1, %2/s</source>
            <comment>bytes in all, and in a second</comment>
            <translation>%1, %2/s</translation>
        </message>
        <message>
            <source>%1 connections in a row were refused: nobody listens there, or no longer. The run ends.</source>
            <translation>%1 connexions de suite ont été refusées : personne n’écoute là, ou plus personne. L’essai finit.</translation>
        </message>
        <message>
            <source>Plan: %1</source>
            <translation>Plan : %1</translation>
        </message>
        <message>
            <source>Test server: tidemark-cli %1, at %2/</source>
            <translation>Serveur d’essai : tidemark-cli %1, à %2/</translation>
        </message>
        <message>
            <source>Target: %1</source>
            <translation>Cible : %1</translation>
        </message>
        <message>
            <source>Target: the links of %1</source>
            <translation>Cible : les liens de %1</translation>
        </message>
        <message>
            <source>At most %1 connections at a time; connecting may take %2 s, a request %3 s.</source>
            <translation>Au plus %1 connexions à la fois ; se connecter peut prendre %2 s, une requête %3 s.</translation>
        </message>
        <message>
            <source>After %1 s: names are looked up, the warm-up is sent.</source>
            <translation>Après %1 s : les noms sont cherchés, l’envoi de mise en train commence.</translation>
        </message>
        <message>
            <source>After %1 s: measuring, %2 in flight.</source>
            <translation>Après %1 s : on mesure, %2 en cours.</translation>
        </message>
        <message>
            <source>After %1 s: the last request is sent, %2 in flight.</source>
            <translation>Après %1 s : la dernière requête est partie, %2 en cours.</translation>
        </message>
        <message>
            <source>After %1 s: ended; %2 requests of the warm-up, %3 measured, at most %4 in flight.</source>
            <translation>Après %1 s : fini ; %2 requêtes de mise en train, %3 mesurées, au plus %4 en cours.</translation>
        </message>
        <message>
            <source>A run wants a name.</source>
            <translation>Un essai demande un nom.</translation>
        </message>
        <message>
            <source>Deleted. This brings it back: tidemark-cli runs restore %1</source>
            <translation>Supprimé. Ceci le ramène : tidemark-cli runs restore %1</translation>
        </message>
        <message>
            <source>%1 cannot be brought in: %2 runs import takes what bench --json FILE and runs export --format json write, and the file of a run that the library did not take.</source>
            <translation>%1 ne peut pas être repris : %2 runs import prend ce qu’écrivent bench --json FICHIER et runs export --format json, et le fichier d’un essai que la bibliothèque n’a pas pris.</translation>
        </message>
        <message>
            <source>%1 is kept already, as run %2.</source>
            <translation>%1 est déjà conservé : c’est l’essai %2.</translation>
        </message>
        <message>
            <source>Write runs rename RUN NAME.</source>
            <translation>Écrivez runs rename RUN NAME.</translation>
        </message>
        <message>
            <source>runs %1 takes no --%2: it has no meaning there.</source>
            <translation>runs %1 n’accepte pas --%2 : elle n’y a pas de sens.</translation>
        </message>
        <message>
            <source>--header gives %1 twice: write its values into one, with commas between them.</source>
            <translation>--header donne %1 deux fois : écrivez ses valeurs en une seule, séparées par des virgules.</translation>
        </message>
        <message>
            <source>%1 cannot be written: %2</source>
            <translation>%1 ne peut pas être écrit : %2</translation>
        </message>
        <message>
            <source>Nobody reads %1: the result is not written there.</source>
            <translation>Personne ne lit %1 : le résultat n’y est pas écrit.</translation>
        </message>
        <message>
            <source>%1 is not read to its end: a part of the result is not there.</source>
            <translation>%1 n’est pas lu jusqu’au bout : il y manque une partie du résultat.</translation>
        </message>
        <message>
            <source>Write runs %1, then which.</source>
            <translation>Écrivez runs %1, puis lesquels.</translation>
        </message>
        <message>
            <source>… in the steady part</source>
            <translation>… dans la partie régulière</translation>
        </message>
        <message>
            <source>of the ceiling, %</source>
            <translation>du plafond, %</translation>
        </message>
        <message>
            <source>elapsed, s</source>
            <translation>durée, s</translation>
        </message>
        <message>
            <source>mean, ms</source>
            <translation>moyenne, ms</translation>
        </message>
        <message>
            <source>p50, ms</source>
            <translation>p50, ms</translation>
        </message>
        <message>
            <source>p90, ms</source>
            <translation>p90, ms</translation>
        </message>
        <message>
            <source>p99, ms</source>
            <translation>p99, ms</translation>
        </message>
        <message>
            <source>p99.9, ms</source>
            <translation>p99,9, ms</translation>
        </message>
        <message>
            <source>succeeded</source>
            <translation>réussies</translation>
        </message>
        <message>
            <source>failed</source>
            <translation>échouées</translation>
        </message>
        <message>
            <source>CPU of the client, user, s</source>
            <translation>CPU du client, utilisateur, s</translation>
        </message>
        <message>
            <source>CPU of the client, system, s</source>
            <translation>CPU du client, système, s</translation>
        </message>
        <message>
            <source>memory of the client, MiB</source>
            <translation>mémoire du client, Mio</translation>
        </message>
        <message>
            <source>difference</source>
            <translation>différence</translation>
        </message>
        <message>
            <source>%</source>
            <translation>%</translation>
        </message>
        <message>
            <source>The plans of the two runs are not the same: they differ in %1.</source>
            <translation>Les plans des deux essais ne sont pas les mêmes : ils diffèrent par %1.</translation>
        </message>
        <message>
            <source>--save wants a name for the run.</source>
            <translation>--save demande un nom pour l’essai.</translation>
        </message>
        <message>
            <source>The window that has the library open has taken the run.</source>
            <translation>La fenêtre qui a ouvert la bibliothèque a pris l’essai.</translation>
        </message>
        <message>
            <source>The run could not be kept in the library: %1
It is in the file %2. Bring it in later with: %3</source>
            <translation>L’essai n’a pas pu être conservé dans la bibliothèque : %1
Il est dans le fichier %2. Reprenez-le plus tard avec : %3</translation>
        </message>
        <message>
            <source>The run could not be kept in the library: %1
Nor can it be written to a file in %2 or %3.</source>
            <translation>L’essai n’a pas pu être conservé dans la bibliothèque : %1
Il ne peut pas non plus être écrit dans un fichier de %2 ou de %3.</translation>
        </message>
        <message>
            <source>There are several runs “%1”: say which one by its number: %2.</source>
            <translation>Il y a plusieurs essais « %1 » : dites lequel par son numéro : %2.</translation>
        </message>
        <message>
            <source>stopped early</source>
            <translation>arrêté avant la fin</translation>
        </message>
        <message>
            <source>pinned</source>
            <translation>épinglé</translation>
        </message>
        <message>
            <source>No deleted run can be brought back.</source>
            <translation>Aucun essai supprimé ne peut être ramené.</translation>
        </message>
        <message>
            <source>Write runs, runs show RUN, runs export RUN --format FORMAT FILE, or runs compare RUN RUN. tidemark-cli runs --help tells all.</source>
            <translation>Écrivez runs, runs show RUN, runs export RUN --format FORMAT FILE ou runs compare RUN RUN. tidemark-cli runs --help dit tout.</translation>
        </message>
        <message>
            <source>Lists the benchmark runs of the library, shows, compares, changes or exports them.
RUN is the number that the list prints, or the run's name where only one has it. What is
deleted can be restored for 30 days; compare tells how the second run differs from the
first; import brings in what bench --json or export --format json wrote.</source>
            <translation>Énumère les essais de la bibliothèque, les montre, les compare, les change ou les exporte.
RUN est le numéro que donne la liste, ou le nom de l’essai si un seul le porte. Ce qui est
supprimé peut être ramené pendant 30 jours ; compare dit en quoi le second essai diffère du
premier ; import reprend ce qu’ont écrit bench --json ou export --format json.</translation>
        </message>
        <message>
            <source>list those that were deleted and can be restored</source>
            <translation>énumérer ceux qui ont été supprimés et peuvent être ramenés</translation>
        </message>
        <message>
            <source>Serves a folder, one body, or answers that misbehave on command, on this machine.
Prints its address first. Without a body, a delay or a fault on the command line,
opening the address shows all that it does. Delays and faults are those of files and
bodies; what is drawn is the same for the same seed, in order of arrival.</source>
            <translation>Sert un dossier, un seul corps, ou des réponses qui se conduisent mal sur commande, sur cette machine.
Écrit d’abord son adresse. Sans corps, délai ni défaut sur la ligne de commande, ouvrir
l’adresse montre tout ce qu’il fait. Délais et défauts sont ceux des fichiers et des corps ;
ce qui est tiré est le même pour la même graine, dans l’ordre d’arrivée.</translation>
        </message>
        <message>
            <source>Threshold missed: %1 requests a minute succeeded, wanted at least %2.</source>
            <translation>Seuil manqué : %1 requêtes réussies par minute, au moins %2 voulues.</translation>
        </message>
        <message>
            <source>stopped</source>
            <translation>arrêté</translation>
        </message>
        <message>
            <source>%1 succeeded, %2 failed</source>
            <comment>so many requests a minute</comment>
            <translation>%1 réussies, %2 échouées</translation>
        </message>
        <message>
            <source>none: the run was stopped</source>
            <translation>aucun : la mesure a été arrêtée</translation>
        </message>
        <message>
            <source>%1 succeeded, %2 failed, %3 cancelled under way, %4 not sent</source>
            <translation>%1 réussies, %2 échouées, %3 annulées en cours, %4 non envoyées</translation>
        </message>
        <message>
            <source>--%1 stands alone: no pages, --all, --dry-run or another of --undo, --choices and --forget with it.</source>
            <translation>--%1 s’emploie seul : sans page, sans --all, sans --dry-run et sans un autre de --undo, --choices et --forget.</translation>
        </message>
        <message>
            <source>Name pages, or write --all for every page of the library.</source>
            <translation>Nommez des pages, ou écrivez --all pour toutes les pages de la bibliothèque.</translation>
        </message>
        <message numerus="yes">
            <source>%Ln page(s)</source>
            <translation>
                <numerusform>%Ln page</numerusform>
                <numerusform>%Ln pages</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 shows its content only with scripts; there is no text to read in it.</source>
            <translation>%1 ne montre son contenu qu’avec des scripts ; il n’y a pas de texte à y lire.</translation>
        </message>
        <message>
            <source>There is no text to read in %1.</source>
            <translation>Il n’y a pas de texte à lire dans %1.</translation>
        </message>
        <message>
            <source>Nothing is remembered for any site.</source>
            <translation>Rien n’est retenu pour aucun site.</translation>
        </message>
        <message>
            <source>Nothing is remembered for %1 any more. `re-extract` makes its pages as Tidemark chooses.</source>
            <translation>Plus rien n’est retenu pour %1. `re-extract` refait ses pages selon le choix de Tidemark.</translation>
        </message>
        <message>
            <source>Nothing was remembered for %1; --choices lists all sites.</source>
            <translation>Rien n’était retenu pour %1 ; --choices donne la liste des sites.</translation>
        </message>
        <message>
            <source>Makes the articles again from the pages' bytes that were kept; fetches nothing.
Without PAGE: those made by an older extractor, or otherwise than is remembered for their site.</source>
            <translation>Refait les articles à partir des octets conservés des pages ; ne télécharge rien.
Sans PAGE : ceux d’un extracteur plus ancien, ou faits autrement que ce qui est retenu pour leur site.</translation>
        </message>
        <message>
            <source>every page of the library</source>
            <translation>toutes les pages de la bibliothèque</translation>
        </message>
        <message>
            <source>count what would change, write nothing</source>
            <translation>compter ce qui changerait, ne rien écrire</translation>
        </message>
        <message>
            <source>put back what the last time changed</source>
            <translation>rétablir ce que la dernière fois a changé</translation>
        </message>
        <message>
            <source>list what is remembered for sites</source>
            <translation>énumérer ce qui est retenu pour des sites</translation>
        </message>
        <message>
            <source>remember nothing for the site any more</source>
            <translation>ne plus rien retenir pour ce site</translation>
        </message>
        <message numerus="yes">
            <source>%1 of %Ln pages</source>
            <translation>
                <numerusform>%1 sur %Ln page</numerusform>
                <numerusform>%1 sur %Ln pages</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln article(s) put back as they were</source>
            <translation>
                <numerusform>%Ln article rétabli tel qu’il était</numerusform>
                <numerusform>%Ln articles rétablis tels qu’ils étaient</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 left because they were chosen since.</source>
            <translation>%1 laissés, car choisis depuis.</translation>
        </message>
        <message numerus="yes">
            <source>%Ln article(s) would change</source>
            <translation>
                <numerusform>%Ln article changerait</numerusform>
                <numerusform>%Ln articles changeraient</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln article(s) changed</source>
            <translation>
                <numerusform>%Ln article changé</numerusform>
                <numerusform>%Ln articles changés</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 unchanged, %2 failed.</source>
            <translation>%1 inchangés, %2 en échec.</translation>
        </message>
        <message>
            <source>Stopped. Each page is the old one or the new one; the same command goes on.</source>
            <translation>Arrêté. Chaque page est l’ancienne ou la nouvelle ; la même commande continue.</translation>
        </message>
        <message>
            <source>of the direct engine (one for each core it may use, at most 8)</source>
            <translation>du moteur direct (un pour chaque cœur qu’il peut utiliser, 8 au plus)</translation>
        </message>
        <message>
            <source>https: trust the authorities of this PEM file in place of the system&apos;s</source>
            <translation>https : faire confiance aux autorités de ce fichier PEM au lieu de celles du système</translation>
        </message>
        <message>
            <source>https: whatever certificate the server shows</source>
            <translation>https : quel que soit le certificat que montre le serveur</translation>
        </message>
        <message>
            <source>--only takes names of %1, not “%2”.</source>
            <translation>--only prend des noms parmi %1, et non « %2 ».</translation>
        </message>
        <message>
            <source>--only takes names of %1.</source>
            <translation>--only prend des noms parmi %1.</translation>
        </message>
        <message>
            <source>server-bound</source>
            <translation>limité par le serveur</translation>
        </message>
        <message>
            <source>CPU ms per 1,000</source>
            <translation>ms CPU pour 1 000</translation>
        </message>
        <message>
            <source>peak MiB</source>
            <translation>pic en Mio</translation>
        </message>
        <message>
            <source>server busy, %</source>
            <translation>serveur occupé, %</translation>
        </message>
        <message>
            <source>Each for %1 s over %2 connections that stay open, %3 bytes an answer, the server on one core of this machine; threads where they can be chosen: %4. sequential has one connection.</source>
            <translation>Chacun pendant %1 s sur %2 connexions qui restent ouvertes, %3 octets par réponse, le serveur sur un cœur de cette machine ; fils d’exécution là où on peut les choisir : %4. sequential a une seule connexion.</translation>
        </message>
        <message>
            <source>server-bound: the server&apos;s core was busy above 95 % of the time, so the client could do more; compare the CPU.</source>
            <translation>limité par le serveur : son cœur était occupé plus de 95 % du temps, le client pourrait donc faire plus ; comparez le CPU.</translation>
        </message>
        <message>
            <source>%1 (%2 of %3) …</source>
            <translation>%1 (%2 sur %3) …</translation>
        </message>
        <message>
            <source>How does this client compare? Fires with Tidemark&apos;s engines and with whichever of
aiohttp, wrk, hey, ab, h2load, oha, k6 and autocannon are installed, one after the
other, each at a test server of its own on this machine, and prints one table.</source>
            <translation>Que vaut ce client ? Envoie des requêtes avec les moteurs de Tidemark et ceux de aiohttp, wrk,
hey, ab, h2load, oha, k6 et autocannon qui sont installés, l’un après l’autre, chacun
à un serveur d’essai à lui sur cette machine, et affiche un seul tableau.</translation>
        </message>
        <message>
            <source>how long each fires (5)</source>
            <translation>durée de chacun, en secondes (5)</translation>
        </message>
        <message>
            <source>connections of each (64)</source>
            <translation>connexions de chacun (64)</translation>
        </message>
        <message>
            <source>of those that can be told how many (1)</source>
            <translation>de ceux à qui l’on peut en dire le nombre (1)</translation>
        </message>
        <message>
            <source>bytes of an answer (1,000)</source>
            <translation>octets d’une réponse (1 000)</translation>
        </message>
        <message>
            <source>these alone, with commas between them: %1</source>
            <translation>ceux-là seulement, séparés par des virgules : %1</translation>
        </message>
        <message>
            <source>print JSON, one object a client</source>
            <translation>affiche du JSON, un objet par client</translation>
        </message>
        <message>
            <source>--stage takes requests a second and seconds, such as 500:30, not “%1”.</source>
            <translation>--stage prend des requêtes par seconde et des secondes, comme 500:30, et non « %1 ».</translation>
        </message>
        <message>
            <source>open loop: R requests are due each second, whenever answers come (direct engine); with --requests or --duration</source>
            <translation>boucle ouverte : R requêtes sont dues chaque seconde, quand que viennent les réponses (moteur direct) ; avec --requests ou --duration</translation>
        </message>
        <message>
            <source>open loop: the rate goes to RATE within S seconds; may be given several times, and says how long</source>
            <translation>boucle ouverte : le débit va jusqu’à RATE en S secondes ; peut être donné plusieurs fois, et dit la durée</translation>
        </message>
        <message>
            <source>requests in flight (50; sequential: 1; with a rate at most so many: 1,000)</source>
            <translation>requêtes en cours (50 ; sequential : 1 ; avec un débit, au plus autant : 1 000)</translation>
        </message>
        <message>
            <source>what fires the requests (qt; with a rate: direct)</source>
            <translation>ce qui tire les requêtes (qt ; avec un débit : direct)</translation>
        </message>
        <message>
            <source>seconds until an answer has to begin, since its request was sent (direct engine)</source>
            <translation>secondes jusqu’au début d’une réponse, depuis l’envoi de sa requête (moteur direct)</translation>
        </message>
        <message>
            <source>come from this address of this computer (direct engine); may be given several times: each has ports of its own</source>
            <translation>venir de cette adresse de cet ordinateur (moteur direct) ; peut être donné plusieurs fois : chacune a ses propres ports</translation>
        </message>
        <message>
            <source>p50 %1  p95 %2  p99 %3  max %4  (%5 times)</source>
            <comment>of a part of the requests' time, in ms</comment>
            <translation>p50 %1  p95 %2  p99 %3  max %4  (%5 fois)</translation>
        </message>
        <message>
            <source>%1, %2 a second in the mean</source>
            <comment>an open loop, and its rate</comment>
            <translation>%1, %2 par seconde en moyenne</translation>
        </message>
        <message>
            <source>model</source>
            <translation>modèle</translation>
        </message>
        <message>
            <source>response time, ms</source>
            <translation>temps rép., ms</translation>
        </message>
        <message>
            <source>kernel drops</source>
            <translation>pertes noyau</translation>
        </message>
        <message>
            <source>service time p50, ms</source>
            <translation>temps de service p50, ms</translation>
        </message>
        <message>
            <source>service time p99, ms</source>
            <translation>temps de service p99, ms</translation>
        </message>
        <message>
            <source>wait in the queue p99, ms</source>
            <translation>attente en file p99, ms</translation>
        </message>
        <message>
            <source>first byte p99, ms</source>
            <translation>premier octet p99, ms</translation>
        </message>
        <message>
            <source>not sent</source>
            <translation>non envoyées</translation>
        </message>
    </context>
    <context>
        <name>formats</name>
        <message>
            <source>%1 is a symbolic link or no plain file, and is not followed.</source>
            <translation>%1 est un lien symbolique ou n’est pas un fichier ordinaire : il n’est pas suivi.</translation>
        </message>
        <message>
            <source>%1 holds no index.md.</source>
            <translation>%1 ne contient pas de fichier index.md.</translation>
        </message>
        <message>
            <source>%1 cannot be written: %2</source>
            <translation>Impossible d’écrire %1 : %2</translation>
        </message>
        <message>
            <source>%1 cannot be imported: %2</source>
            <translation>Impossible d’importer %1 : %2</translation>
        </message>
        <message>
            <source>%1 cannot be made.</source>
            <translation>Impossible de créer %1.</translation>
        </message>
        <message>
            <source>Its hash_url is not the md5 of its url, which is %1.</source>
            <translation>Son hash_url n’est pas le md5 de son url, qui est %1.</translation>
        </message>
        <message>
            <source>Its folder is not named by the md5 of its url, which is %1.</source>
            <translation>Son dossier n’est pas nommé d’après le md5 de son url, qui est %1.</translation>
        </message>
        <message numerus="yes">
            <source>%n more picture(s) could not be taken either.</source>
            <translation>
                <numerusform>%n autre image n’a pas pu être prise non plus.</numerusform>
                <numerusform>%n autres images n’ont pas pu être prises non plus.</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 cannot be read as a folder.</source>
            <translation>Impossible de lire %1 comme un dossier.</translation>
        </message>
        <message>
            <source>Its front matter names no url.</source>
            <translation>Son en-tête ne nomme pas d’url.</translation>
        </message>
        <message>
            <source>Its url is no link: %1</source>
            <translation>Son url n’est pas un lien : %1</translation>
        </message>
        <message>
            <source>cached articles need a folder.</source>
            <translation>les articles en cache demandent un dossier.</translation>
        </message>
        <message>
            <source>it is a file, not a folder.</source>
            <translation>c’est un fichier, pas un dossier.</translation>
        </message>
        <message>
            <source>the folder cannot be made.</source>
            <translation>impossible de créer le dossier.</translation>
        </message>
        <message>
            <source>it is a folder, not a file.</source>
            <translation>c’est un dossier, pas un fichier.</translation>
        </message>
        <message>
            <source>The front matter it came with is too long and was written anew.</source>
            <translation>L’en-tête avec lequel elle est venue est trop long et a été récrit.</translation>
        </message>
        <message numerus="yes">
            <source>%n tag(s) of it do not fit into the front matter and were left out.</source>
            <translation>
                <numerusform>%n étiquette ne tient pas dans l’en-tête et a été omise.</numerusform>
                <numerusform>%n étiquettes ne tiennent pas dans l’en-tête et ont été omises.</numerusform>
            </translation>
        </message>
        <message>
            <source>Its note is too long to stand in the front matter and was left out.</source>
            <translation>Sa note est trop longue pour l’en-tête et a été laissée de côté.</translation>
        </message>
        <message>
            <source>It has no article (%1).</source>
            <translation>Elle n’a pas d’article (%1).</translation>
        </message>
        <message numerus="yes">
            <source>%n picture(s) of it are damaged in the library and were left out.</source>
            <translation>
                <numerusform>%n image en est endommagée dans la bibliothèque et a été laissée de côté.</numerusform>
                <numerusform>%n images en sont endommagées dans la bibliothèque et ont été laissées de côté.</numerusform>
            </translation>
        </message>
        <message>
            <source>It shows its pictures too often: they stay links to where they came from.</source>
            <translation>Elle montre ses images trop souvent : elles restent des liens vers leur origine.</translation>
        </message>
        <message>
            <source>Its title is very long and was cut.</source>
            <translation>Son titre est très long et a été coupé.</translation>
        </message>
        <message>
            <source>The names of its authors are very long and were cut.</source>
            <translation>Les noms de ses auteurs sont très longs et ont été coupés.</translation>
        </message>
        <message>
            <source>Its article is longer than an import reads (%1 MiB) and was not written.</source>
            <translation>Son article dépasse ce qu’une importation lit (%1 Mio) et n’a pas été écrit.</translation>
        </message>
        <message>
            <source>Cached articles (a folder)</source>
            <translation>Articles en cache (un dossier)</translation>
        </message>
        <message>
            <source>List of links (text)</source>
            <translation>Liste de liens (texte)</translation>
        </message>
        <message>
            <source>Bookmarks (HTML)</source>
            <translation>Signets (HTML)</translation>
        </message>
        <message>
            <source>line %1</source>
            <translation>ligne %1</translation>
        </message>
        <message>
            <source>it is a folder; links and bookmarks come from a file.</source>
            <translation>c’est un dossier ; liens et signets viennent d’un fichier.</translation>
        </message>
        <message>
            <source>it holds no cached articles (folders named by the md5 of a link).</source>
            <translation>il ne contient pas d’articles en cache (dossiers nommés d’après le md5 d’un lien).</translation>
        </message>
        <message>
            <source>it does not begin as a cached article does.</source>
            <translation>il ne commence pas comme un article en cache.</translation>
        </message>
        <message>
            <source>there is no such file or folder.</source>
            <translation>ce fichier ou dossier n’existe pas.</translation>
        </message>
        <message>
            <source>The page has another note already, which stays.</source>
            <translation>La page a déjà une autre note, qui reste.</translation>
        </message>
        <message>
            <source>It waits to be archived already.</source>
            <translation>Il attend déjà d’être archivé.</translation>
        </message>
        <message>
            <source>It is kept already.</source>
            <translation>Il est déjà conservé.</translation>
        </message>
        <message>
            <source>This is not a list of links: it holds binary data.</source>
            <translation>Ce n’est pas une liste de liens : il y a des données binaires.</translation>
        </message>
        <message>
            <source>Only http and https links can be archived.</source>
            <translation>Seuls les liens http et https peuvent être archivés.</translation>
        </message>
        <message>
            <source>The link is longer than 8 KiB.</source>
            <translation>Le lien dépasse 8 Kio.</translation>
        </message>
        <message>
            <source>The link names no host, or one that cannot be.</source>
            <translation>Le lien ne nomme pas d’hôte, ou un hôte impossible.</translation>
        </message>
        <message>
            <source>The port is out of range: it must be a number from 0 to 65535.</source>
            <translation>Le port est hors limites : ce doit être un nombre de 0 à 65535.</translation>
        </message>
        <message>
            <source>A link begins with http:// or https://: write https://%1</source>
            <translation>Un lien commence par http:// ou https:// : écrivez https://%1</translation>
        </message>
        <message>
            <source>A link begins with http:// or https://: write it before this.</source>
            <translation>Un lien commence par http:// ou https:// : écrivez-le devant.</translation>
        </message>
        <message>
            <source>This is not a link.</source>
            <translation>Ce n’est pas un lien.</translation>
        </message>
        <message>
            <source>The picture %1 is a symbolic link or no plain file, and is not followed.</source>
            <translation>L’image %1 est un lien symbolique ou n’est pas un simple fichier, et n’est pas suivie.</translation>
        </message>
        <message>
            <source>The picture %1 is not there.</source>
            <translation>L’image %1 n’est pas là.</translation>
        </message>
        <message>
            <source>The picture %1 is larger than what is taken.</source>
            <translation>L’image %1 est plus grande que ce qui est pris.</translation>
        </message>
        <message>
            <source>The picture %1 is neither png, jpeg, gif nor webp.</source>
            <translation>L’image %1 n’est ni png, ni jpeg, ni gif, ni webp.</translation>
        </message>
        <message>
            <source>The picture %1 has changed since it was written.</source>
            <translation>L’image %1 a changé depuis qu’elle a été écrite.</translation>
        </message>
    </context>
    <context>
        <name>library</name>
        <message>
            <source>The stored bytes %1 are damaged.</source>
            <translation>Les octets conservés %1 sont endommagés.</translation>
        </message>
        <message>
            <source>There is no room left on the disk for the library %1. Make room there.</source>
            <translation>Il n’y a plus de place sur le disque pour la bibliothèque %1. Libérez-en.</translation>
        </message>
        <message>
            <source>The library %1 needs one more open file than this program may have.</source>
            <translation>La bibliothèque %1 demande un fichier ouvert de plus que ce programme ne peut en avoir.</translation>
        </message>
        <message>
            <source>The library %1 is damaged (%2).</source>
            <translation>La bibliothèque %1 est endommagée (%2).</translation>
        </message>
        <message>
            <source>The library %1 cannot be written, only read.</source>
            <translation>La bibliothèque %1 ne peut être que lue, pas écrite.</translation>
        </message>
        <message>
            <source>Another program is using the library %1.</source>
            <translation>Un autre programme utilise la bibliothèque %1.</translation>
        </message>
        <message>
            <source>The search was stopped.</source>
            <translation>La recherche a été arrêtée.</translation>
        </message>
        <message>
            <source>The library %1 cannot be opened (%2).</source>
            <translation>Impossible d’ouvrir la bibliothèque %1 (%2).</translation>
        </message>
        <message>
            <source>The library %1 failed: %2.</source>
            <translation>Erreur de la bibliothèque %1 : %2.</translation>
        </message>
        <message>
            <source>The library is open for reading only.</source>
            <translation>La bibliothèque est ouverte en lecture seule.</translation>
        </message>
        <message>
            <source>The copy %1 that is made before the library is changed could not be written (%2). The library is as it was.</source>
            <translation>La copie %1, faite avant de modifier la bibliothèque, n’a pas pu être écrite (%2). La bibliothèque est restée telle quelle.</translation>
        </message>
        <message>
            <source>The library %1 was made by a newer version of Tidemark. Update Tidemark to open it.</source>
            <translation>La bibliothèque %1 a été créée par une version plus récente de Tidemark. Mettez Tidemark à jour pour l’ouvrir.</translation>
        </message>
        <message>
            <source>There is no such page in the library.</source>
            <translation>Cette page n’est pas dans la bibliothèque.</translation>
        </message>
        <message>
            <source>There is no such snapshot in the library.</source>
            <translation>Cet instantané n’est pas dans la bibliothèque.</translation>
        </message>
        <message>
            <source>The check was stopped.</source>
            <translation>La vérification a été arrêtée.</translation>
        </message>
        <message>
            <source>Another program is writing to the library %1.</source>
            <translation>Un autre programme écrit dans la bibliothèque %1.</translation>
        </message>
        <message>
            <source>%1 is writing to the library %2. Close it first.</source>
            <translation>%1 écrit dans la bibliothèque %2. Fermez-le d’abord.</translation>
        </message>
        <message>
            <source>The folder of the library %1 cannot be written.</source>
            <translation>Impossible d’écrire dans le dossier de la bibliothèque %1.</translation>
        </message>
        <message>
            <source>%1 of the user “%2” is writing to the library %3, which is not yours to write to.</source>
            <translation>%1 de l’utilisateur « %2 » écrit dans la bibliothèque %3, où vous n’avez pas le droit d’écrire.</translation>
        </message>
        <message>
            <source>The library does not have these bytes.</source>
            <translation>La bibliothèque n’a pas ces octets.</translation>
        </message>
        <message>
            <source>The stored bytes are larger than what is read back.</source>
            <translation>Les octets conservés dépassent ce qui est relu.</translation>
        </message>
        <message>
            <source>The library %1 was made by an older version. To bring it up to date, with a copy of it as it is now, %2 of free disk space are needed; there are %3. Make room there and start again. The library is as it was.</source>
            <translation>La bibliothèque %1 vient d’une version plus ancienne. Pour la mettre à jour, avec une copie d’elle telle qu’elle est, il faut %2 d’espace libre sur le disque ; il y en a %3. Libérez de la place à cet endroit et recommencez. La bibliothèque est inchangée.</translation>
        </message>
        <message>
            <source>the disk did not take it</source>
            <translation>le disque ne l’a pas prise</translation>
        </message>
        <message>
            <source>%1 (while bringing it to %2)</source>
            <translation>%1 (pendant la mise à jour vers %2)</translation>
        </message>
        <message>
            <source>The library %1 was made by an older version and must be brought up to date before it can be read. Open it where it can be written, or copy it to such a folder and open the copy.</source>
            <translation>La bibliothèque %1 vient d’une version plus ancienne et doit être mise à jour avant de pouvoir être lue. Ouvrez-la là où l’écriture est possible, ou copiez-la dans un tel dossier et ouvrez la copie.</translation>
        </message>
        <message>
            <source>The library %1 cannot be read: %2</source>
            <translation>Impossible de lire la bibliothèque %1 : %2</translation>
        </message>
        <message>
            <source>%1 is not a Tidemark library. Choose another file.</source>
            <translation>%1 n’est pas une bibliothèque Tidemark. Choisissez un autre fichier.</translation>
        </message>
        <message>
            <source>%1 belongs to another program and was left alone.</source>
            <translation>%1 appartient à un autre programme et n’a pas été touché.</translation>
        </message>
        <message>
            <source>The library %1 cannot be made: %2</source>
            <translation>Impossible de créer la bibliothèque %1 : %2</translation>
        </message>
        <message>
            <source>The library %1 cannot be made.</source>
            <translation>Impossible de créer la bibliothèque %1.</translation>
        </message>
        <message>
            <source>The library %1 is on a read-only disk; the latest changes, which stand in its -wal file, cannot be seen there.</source>
            <translation>La bibliothèque %1 est sur un disque en lecture seule ; ses derniers changements, dans son fichier -wal, ne peuvent pas y être vus.</translation>
        </message>
        <message>
            <source>The library %1 cannot be written. It is open for reading only.</source>
            <translation>Impossible d’écrire dans la bibliothèque %1. Elle est ouverte en lecture seule.</translation>
        </message>
        <message>
            <source>%1 It is open for reading only.</source>
            <comment>a sentence that says why</comment>
            <translation>%1 Elle est ouverte en lecture seule.</translation>
        </message>
        <message>
            <source>The library %1 is damaged. It is open for reading, and what could be saved is shown; nothing is written to it.</source>
            <translation>La bibliothèque %1 est endommagée. Elle est ouverte en lecture et montre ce qui a pu être sauvé ; rien n’y est écrit.</translation>
        </message>
        <message>
            <source>There is no library at %1.</source>
            <translation>Il n’y a pas de bibliothèque à l’emplacement %1.</translation>
        </message>
        <message>
            <source>%1 is not a file.</source>
            <translation>%1 n’est pas un fichier.</translation>
        </message>
        <message>
            <source>The folder %1 cannot be made.</source>
            <translation>Impossible de créer le dossier %1.</translation>
        </message>
        <message>
            <source>There is no such run.</source>
            <translation>Cette série n’existe pas.</translation>
        </message>
        <message>
            <source>This job does not run any more.</source>
            <translation>Cette tâche n’est plus en cours.</translation>
        </message>
        <message>
            <source>Bringing the library %1 up to date would have lost what it holds (%2), so it was left as it was. Please report this.</source>
            <translation>Mettre à jour la bibliothèque %1 aurait perdu une partie de son contenu (%2) ; elle a donc été laissée telle quelle. Merci de le signaler.</translation>
        </message>
        <message>
            <source>Bringing the library %1 up to date was stopped. It is as it was.</source>
            <translation>La mise à jour de la bibliothèque %1 a été arrêtée. Elle est inchangée.</translation>
        </message>
        <message>
            <source>Making a copy of the library as it is now …</source>
            <translation>Copie de la bibliothèque telle qu’elle est …</translation>
        </message>
        <message>
            <source>Making a copy of the library as it is now: %1 %</source>
            <translation>Copie de la bibliothèque telle qu’elle est : %1 %</translation>
        </message>
        <message>
            <source>Bringing the library up to date …</source>
            <translation>Mise à jour de la bibliothèque …</translation>
        </message>
        <message>
            <source>Checking that nothing is missing …</source>
            <translation>Vérification que rien ne manque …</translation>
        </message>
        <message>
            <source>the current snapshot of %1 is not there</source>
            <translation>l’instantané courant de %1 manque</translation>
        </message>
        <message>
            <source>%1 has snapshots, but none is current</source>
            <translation>%1 a des instantanés, mais aucun n’est courant</translation>
        </message>
        <message>
            <source>the number of snapshots of %1 is wrong</source>
            <translation>le nombre d’instantanés de %1 est faux</translation>
        </message>
        <message>
            <source>%1 is not found by the text of its current snapshot</source>
            <translation>%1 n’est pas trouvé par le texte de son instantané courant</translation>
        </message>
        <message>
            <source>%1 is not found by its note and tags</source>
            <translation>%1 n’est pas trouvé par sa note et ses étiquettes</translation>
        </message>
        <message>
            <source>the search index holds a page %1 that is not there</source>
            <translation>l’index de recherche contient une page %1 qui n’existe pas</translation>
        </message>
        <message>
            <source>whether %1 is listed is wrong</source>
            <translation>la présence de %1 dans la liste est fausse</translation>
        </message>
        <message>
            <source>snapshot %1 and its capture belong to different pages</source>
            <translation>l’instantané %1 et sa capture appartiennent à des pages différentes</translation>
        </message>
        <message>
            <source>%1 has no capture</source>
            <translation>%1 n’a pas de capture</translation>
        </message>
        <message>
            <source>the number of jobs in state %1 is wrong</source>
            <translation>le nombre de tâches dans l’état %1 est faux</translation>
        </message>
        <message>
            <source>the waiting jobs of %1 have no turn</source>
            <translation>les tâches en attente de %1 n’ont pas de tour</translation>
        </message>
        <message>
            <source>row %1 of %2 points to a row of %3 that is not there</source>
            <translation>la ligne %1 de %2 renvoie à une ligne de %3 qui manque</translation>
        </message>
        <message>
            <source>the hash of %1 is wrong</source>
            <translation>l’empreinte de %1 est fausse</translation>
        </message>
        <message>
            <source>text %1 is not what was stored</source>
            <translation>le texte %1 n’est pas celui qui a été conservé</translation>
        </message>
        <message>
            <source>blob %1 is not what was stored</source>
            <translation>le bloc %1 n’est pas celui qui a été conservé</translation>
        </message>
        <message>
            <source>the search index does not hold the pages' text</source>
            <translation>l’index de recherche ne contient pas le texte des pages</translation>
        </message>
        <message>
            <source>%1 (process %2)</source>
            <translation>%1 (processus %2)</translation>
        </message>
    </context>
    <context>
        <name>main</name>
        <message>
            <source>Archives web pages into a library of yours and shows them, offline.
Without a display use tidemark-cli.</source>
            <translation>Archive des pages web dans votre bibliothèque et les montre, hors ligne.
Sans écran, utilisez tidemark-cli.</translation>
        </message>
        <message>
            <source>The library to open.</source>
            <translation>La bibliothèque à ouvrir.</translation>
        </message>
        <message>
            <source>Say more on standard error.</source>
            <translation>En dit plus sur la sortie d’erreur.</translation>
        </message>
        <message>
            <source>Show this help.</source>
            <translation>Affiche cette aide.</translation>
        </message>
        <message>
            <source>Links to archive.</source>
            <translation>Liens à archiver.</translation>
        </message>
    </context>
    <context>
        <name>models</name>
        <message>
            <source>Archived</source>
            <translation>Archivé</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>En échec</translation>
        </message>
        <message>
            <source>Cancelled</source>
            <translation>Annulé</translation>
        </message>
        <message>
            <source>ended at %1</source>
            <translation>arrivée à %1</translation>
        </message>
        <message>
            <source>Started</source>
            <translation>Début</translation>
        </message>
        <message>
            <source>Outcome</source>
            <translation>Résultat</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>Statut</translation>
        </message>
        <message>
            <source>Attempts</source>
            <translation>Tentatives</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Taille</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>Durée</translation>
        </message>
        <message>
            <source>Redirects and errors</source>
            <translation>Redirections et erreurs</translation>
        </message>
        <message>
            <source>A sign-in page stood where the page should be.</source>
            <translation>Une page de connexion se trouvait à la place de la page.</translation>
        </message>
        <message>
            <source>The site asked to check the browser instead of showing the page.</source>
            <translation>Le site a voulu contrôler le navigateur au lieu de montrer la page.</translation>
        </message>
        <message>
            <source>The page shows its content only with scripts.</source>
            <translation>La page ne montre son contenu qu’avec des scripts.</translation>
        </message>
        <message>
            <source>The page is so large that only its beginning was read.</source>
            <translation>La page est si grande que seul son début a été lu.</translation>
        </message>
        <message>
            <source>sign-in page</source>
            <translation>page de connexion</translation>
        </message>
        <message>
            <source>browser check</source>
            <translation>contrôle du navigateur</translation>
        </message>
        <message>
            <source>needs a browser</source>
            <translation>demande un navigateur</translation>
        </message>
        <message>
            <source>only its beginning</source>
            <translation>le début seulement</translation>
        </message>
        <message>
            <source>Sign in with a browser to see the page.</source>
            <translation>Connectez-vous avec un navigateur pour voir la page.</translation>
        </message>
        <message>
            <source>Open the link in a browser to see the page.</source>
            <translation>Ouvrez le lien dans un navigateur pour voir la page.</translation>
        </message>
        <message>
            <source>%1 ms</source>
            <translation>%1 ms</translation>
        </message>
        <message>
            <source>%1 s</source>
            <translation>%1 s</translation>
        </message>
        <message>
            <source>%1 min %2 s</source>
            <translation>%1 min %2 s</translation>
        </message>
        <message>
            <source>%1 h %2 min</source>
            <translation>%1 h %2 min</translation>
        </message>
        <message>
            <source>less than a minute</source>
            <translation>moins d’une minute</translation>
        </message>
        <message numerus="yes">
            <source>about %n minute(s)</source>
            <translation>
                <numerusform>environ %n minute</numerusform>
                <numerusform>environ %n minutes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>about %n hour(s)</source>
            <translation>
                <numerusform>environ %n heure</numerusform>
                <numerusform>environ %n heures</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>about %n day(s)</source>
            <translation>
                <numerusform>environ %n jour</numerusform>
                <numerusform>environ %n jours</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 %</source>
            <translation>%1 %</translation>
        </message>
        <message>
            <source>just now</source>
            <translation>à l’instant</translation>
        </message>
        <message numerus="yes">
            <source>%n minute(s) ago</source>
            <translation>
                <numerusform>il y a %n minute</numerusform>
                <numerusform>il y a %n minutes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n hour(s) ago</source>
            <translation>
                <numerusform>il y a %n heure</numerusform>
                <numerusform>il y a %n heures</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n day(s) ago</source>
            <translation>
                <numerusform>il y a %n jour</numerusform>
                <numerusform>il y a %n jours</numerusform>
            </translation>
        </message>
        <message>
            <source>%1, %2</source>
            <translation>%1, %2</translation>
        </message>
        <message>
            <source>Waiting</source>
            <translation>En attente</translation>
        </message>
        <message>
            <source>Running</source>
            <translation>En cours</translation>
        </message>
        <message>
            <source>Fetching</source>
            <translation>Chargement</translation>
        </message>
        <message>
            <source>Reading</source>
            <translation>Lecture</translation>
        </message>
        <message>
            <source>Pictures</source>
            <translation>Images</translation>
        </message>
        <message>
            <source>Storing</source>
            <translation>Enregistrement</translation>
        </message>
        <message>
            <source>State</source>
            <translation>État</translation>
        </message>
        <message>
            <source>Page</source>
            <translation>Page</translation>
        </message>
        <message>
            <source>Site</source>
            <translation>Site</translation>
        </message>
        <message>
            <source>Progress</source>
            <translation>Progression</translation>
        </message>
        <message>
            <source>Took</source>
            <translation>Durée</translation>
        </message>
        <message>
            <source>What happened</source>
            <translation>Ce qui s’est passé</translation>
        </message>
        <message>
            <source>Attempt %1: %2</source>
            <translation>Essai %1 : %2</translation>
        </message>
        <message>
            <source>Not before %1</source>
            <translation>Pas avant %1</translation>
        </message>
        <message>
            <source>last capture failed: %1</source>
            <translation>dernière capture échouée : %1</translation>
        </message>
        <message>
            <source>not archived yet</source>
            <translation>pas encore archivée</translation>
        </message>
        <message>
            <source>picture</source>
            <translation>image</translation>
        </message>
        <message>
            <source>Added %1</source>
            <translation>Ajoutée : %1</translation>
        </message>
        <message>
            <source>Captured %1</source>
            <translation>Capturée : %1</translation>
        </message>
        <message numerus="yes">
            <source>%n snapshot(s)</source>
            <translation>
                <numerusform>%n instantané</numerusform>
                <numerusform>%n instantanés</numerusform>
            </translation>
        </message>
        <message>
            <source>unread</source>
            <translation>non lue</translation>
        </message>
        <message>
            <source>starred</source>
            <translation>étoilée</translation>
        </message>
        <message>
            <source>tags: %1</source>
            <translation>étiquettes : %1</translation>
        </message>
        <message>
            <source>Note: %1</source>
            <translation>Note : %1</translation>
        </message>
        <message>
            <source>Tags: %1</source>
            <translation>Étiquettes : %1</translation>
        </message>
        <message>
            <source>d MMMM yyyy</source>
            <extracomment>a date as QLocale writes it: d day, MMMM month, yyyy year</extracomment>
            <translation>d MMMM yyyy</translation>
        </message>
        <message>
            <source>%1 min</source>
            <comment>reading time</comment>
            <translation>%1 min</translation>
        </message>
        <message>
            <source>No answer in time (%1)</source>
            <translation>Pas de réponse à temps (%1)</translation>
        </message>
        <message>
            <source>Too early (%1)</source>
            <translation>Trop tôt (%1)</translation>
        </message>
        <message>
            <source>Too many requests (%1)</source>
            <translation>Trop de requêtes (%1)</translation>
        </message>
        <message>
            <source>Busy (%1)</source>
            <translation>Occupé (%1)</translation>
        </message>
        <message>
            <source>Trouble at the site (%1)</source>
            <translation>Incident sur le site (%1)</translation>
        </message>
        <message>
            <source>Refused</source>
            <translation>Refusé</translation>
        </message>
        <message>
            <source>Connection lost</source>
            <translation>Connexion perdue</translation>
        </message>
        <message>
            <source>No answer in time</source>
            <translation>Pas de réponse à temps</translation>
        </message>
        <message>
            <source>Name not looked up</source>
            <translation>Nom non résolu</translation>
        </message>
        <message>
            <source>Not reachable</source>
            <translation>Injoignable</translation>
        </message>
        <message>
            <source>No free port here</source>
            <translation>Aucun port libre ici</translation>
        </message>
        <message>
            <source>Too many files open here</source>
            <translation>Trop de fichiers ouverts ici</translation>
        </message>
        <message>
            <source>Could not be fetched</source>
            <translation>Impossible à récupérer</translation>
        </message>
        <message>
            <source>%1, tries again in its turn</source>
            <translation>%1, nouvel essai à son tour</translation>
        </message>
        <message>
            <source>Tries again in its turn</source>
            <translation>Nouvel essai à son tour</translation>
        </message>
        <message>
            <source>%1 min</source>
            <translation>%1 min</translation>
        </message>
        <message>
            <source>Tries again in %1</source>
            <translation>Nouvel essai dans %1</translation>
        </message>
        <message>
            <source>%1, tries again in %2</source>
            <translation>%1, nouvel essai dans %2</translation>
        </message>
        <message>
            <source>current</source>
            <translation>courant</translation>
        </message>
        <message>
            <source>Captured</source>
            <translation>Capture</translation>
        </message>
        <message>
            <source>Title</source>
            <translation>Titre</translation>
        </message>
        <message>
            <source>Words</source>
            <translation>Mots</translation>
        </message>
        <message>
            <source>Type</source>
            <translation>Type</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>Note</translation>
        </message>
        <message>
            <source>–</source>
            <comment>a figure that is not known</comment>
            <translation>–</translation>
        </message>
        <message>
            <source>%1/s</source>
            <comment>so many bytes a second</comment>
            <translation>%1/s</translation>
        </message>
        <message>
            <source>%1 MiB</source>
            <translation>%1 Mio</translation>
        </message>
        <message>
            <source>server-bound</source>
            <translation>limité par le serveur</translation>
        </message>
        <message>
            <source>client-bound</source>
            <translation>limité par le client</translation>
        </message>
        <message>
            <source>limited by concurrency</source>
            <translation>limité par le nombre en cours</translation>
        </message>
        <message>
            <source>errors</source>
            <translation>erreurs</translation>
        </message>
        <message>
            <source>nothing measured</source>
            <translation>rien de mesuré</translation>
        </message>
        <message>
            <source>%1, stopped early</source>
            <translation>%1, arrêté avant la fin</translation>
        </message>
        <message>
            <source>Number</source>
            <translation>Nombre</translation>
        </message>
        <message>
            <source>Shortest</source>
            <translation>Plus courte</translation>
        </message>
        <message>
            <source>Mean</source>
            <translation>Moyenne</translation>
        </message>
        <message>
            <source>Longest</source>
            <translation>Plus longue</translation>
        </message>
        <message>
            <source>Latency</source>
            <translation>Latence</translation>
        </message>
        <message>
            <source>Succeeded</source>
            <translation>Réussies</translation>
        </message>
        <message>
            <source>Requests</source>
            <translation>Requêtes</translation>
        </message>
        <message>
            <source>Not sent</source>
            <translation>Non envoyées</translation>
        </message>
        <message>
            <source>Status %1</source>
            <translation>Statut %1</translation>
        </message>
        <message>
            <source>Error: %1</source>
            <translation>Erreur : %1</translation>
        </message>
        <message>
            <source>Waited: %1</source>
            <translation>Attente : %1</translation>
        </message>
        <message>
            <source>The first said</source>
            <translation>Premier message</translation>
        </message>
        <message>
            <source>Used</source>
            <translation>Utilisé</translation>
        </message>
        <message>
            <source>Client</source>
            <translation>Client</translation>
        </message>
        <message>
            <source>Test server</source>
            <translation>Serveur d’essai</translation>
        </message>
        <message>
            <source>CPU, user</source>
            <translation>Processeur, utilisateur</translation>
        </message>
        <message>
            <source>CPU, system</source>
            <translation>Processeur, système</translation>
        </message>
        <message>
            <source>Most memory</source>
            <translation>Mémoire au plus</translation>
        </message>
        <message>
            <source>Busiest thread</source>
            <translation>Fil le plus occupé</translation>
        </message>
        <message>
            <source>Cost of showing</source>
            <translation>Coût de l’affichage</translation>
        </message>
        <message>
            <source>In flight, mean</source>
            <translation>En cours, moyenne</translation>
        </message>
        <message>
            <source>Elapsed</source>
            <translation>Durée</translation>
        </message>
        <message>
            <source>Requests/min</source>
            <translation>Requêtes/min</translation>
        </message>
        <message>
            <source>Steady requests/min</source>
            <translation>Requêtes/min, régime établi</translation>
        </message>
        <message>
            <source>Of possible</source>
            <translation>Du possible</translation>
        </message>
        <message>
            <source>p50</source>
            <translation>p50</translation>
        </message>
        <message>
            <source>p90</source>
            <translation>p90</translation>
        </message>
        <message>
            <source>p99</source>
            <translation>p99</translation>
        </message>
        <message>
            <source>p99.9</source>
            <translation>p99.9</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>Valeur</translation>
        </message>
        <message>
            <source>Difference</source>
            <translation>Différence</translation>
        </message>
        <message>
            <source>%</source>
            <translation>%</translation>
        </message>
        <message>
            <source>sequential</source>
            <translation>séquentiel</translation>
        </message>
        <message>
            <source>Qt</source>
            <comment>an engine</comment>
            <translation>Qt</translation>
        </message>
        <message>
            <source>test server, delay %1</source>
            <translation>serveur d’essai, délai %1</translation>
        </message>
        <message>
            <source>Needs %1 requests that succeeded, so that ten lie beyond it: there are %2.</source>
            <translation>Demande %1 requêtes réussies, pour que dix soient au-delà : il y en a %2.</translation>
        </message>
        <message>
            <source>%1 points</source>
            <comment>a difference of shares</comment>
            <translation>%1 points</translation>
        </message>
        <message>
            <source>Best possible</source>
            <translation>Au mieux</translation>
        </message>
        <message>
            <source>Received in all</source>
            <translation>Reçu en tout</translation>
        </message>
        <message>
            <source>test server</source>
            <translation>serveur d’essai</translation>
        </message>
        <message>
            <source>Target</source>
            <translation>Cible</translation>
        </message>
        <message>
            <source>Delay</source>
            <translation>Délai</translation>
        </message>
        <message>
            <source>Body</source>
            <translation>Corps</translation>
        </message>
        <message>
            <source>Seed</source>
            <translation>Graine</translation>
        </message>
        <message>
            <source>In flight</source>
            <translation>En cours</translation>
        </message>
        <message>
            <source>Warm-up</source>
            <translation>Échauffement</translation>
        </message>
        <message>
            <source>Engine</source>
            <translation>Moteur</translation>
        </message>
        <message>
            <source>Method</source>
            <translation>Méthode</translation>
        </message>
        <message>
            <source>Header fields</source>
            <translation>Champs d’en-tête</translation>
        </message>
        <message>
            <source>Body sent</source>
            <translation>Corps envoyé</translation>
        </message>
        <message>
            <source>%1 bytes</source>
            <translation>%1 octets</translation>
        </message>
        <message>
            <source>Keep-alive</source>
            <translation>Connexions gardées</translation>
        </message>
        <message>
            <source>yes</source>
            <translation>oui</translation>
        </message>
        <message>
            <source>no</source>
            <translation>non</translation>
        </message>
        <message>
            <source>Redirects followed</source>
            <translation>Redirections suivies</translation>
        </message>
        <message>
            <source>Patience</source>
            <translation>Patience</translation>
        </message>
        <message>
            <source>Patience to connect</source>
            <translation>Patience pour se connecter</translation>
        </message>
        <message>
            <source>differs</source>
            <translation>diffère</translation>
        </message>
        <message>
            <source>Plan: %1</source>
            <comment>a part of it</comment>
            <translation>Plan : %1</translation>
        </message>
        <message>
            <source>Cancelled by the stop</source>
            <translation>Annulées par l’arrêt</translation>
        </message>
        <message>
            <source>not enough to say</source>
            <translation>trop peu pour juger</translation>
        </message>
        <message>
            <source>unclear</source>
            <translation>indéterminé</translation>
        </message>
        <message>
            <source>direct</source>
            <translation>direct</translation>
        </message>
        <message>
            <source>Threads</source>
            <translation>Fils d’exécution</translation>
        </message>
        <message>
            <source>Certificates</source>
            <translation>Certificats</translation>
        </message>
        <message>
            <source>not checked</source>
            <translation>pas vérifiés</translation>
        </message>
        <message>
            <source>Rate</source>
            <translation>Débit</translation>
        </message>
        <message>
            <source>Patience to the first byte</source>
            <translation>Patience jusqu’au premier octet</translation>
        </message>
        <message>
            <source>Comes from</source>
            <translation>Vient de</translation>
        </message>
        <message>
            <source>target rate not reached</source>
            <translation>débit visé non atteint</translation>
        </message>
        <message>
            <source>target rate held</source>
            <translation>débit visé tenu</translation>
        </message>
        <message>
            <source>mean %1</source>
            <translation>moyenne %1</translation>
        </message>
        <message>
            <source>p50 %1</source>
            <translation>p50 %1</translation>
        </message>
        <message>
            <source>p50 %1, p99 %2</source>
            <translation>p50 %1, p99 %2</translation>
        </message>
        <message>
            <source>Where the time went</source>
            <translation>Où le temps est passé</translation>
        </message>
        <message>
            <source>The engine of this run does not see the parts of a request; “direct” does.</source>
            <translation>Le moteur de cet essai ne voit pas les parties d’une requête ; « direct » les voit.</translation>
        </message>
        <message>
            <source>Response time</source>
            <translation>Temps de réponse</translation>
        </message>
        <message>
            <source>Service time</source>
            <translation>Temps de service</translation>
        </message>
        <message>
            <source>Wait in the queue</source>
            <translation>Attente en file</translation>
        </message>
        <message>
            <source>Dropped by the kernel</source>
            <translation>Perdus par le noyau</translation>
        </message>
        <message>
            <source>Service time p99</source>
            <translation>Temps de service p99</translation>
        </message>
        <message>
            <source>Wait in the queue p99</source>
            <translation>Attente en file p99</translation>
        </message>
        <message>
            <source>First byte p99</source>
            <translation>Premier octet p99</translation>
        </message>
    </context>
    <context>
        <name>models::EntryListModel</name>
        <message>
            <source>Result</source>
            <translation>Résultat</translation>
        </message>
        <message>
            <source>Entry</source>
            <translation>Entrée</translation>
        </message>
        <message>
            <source>Remark</source>
            <translation>Remarque</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>Terminé</translation>
        </message>
        <message>
            <source>Done, with a remark</source>
            <translation>Terminé, avec une remarque</translation>
        </message>
        <message>
            <source>There already</source>
            <translation>Déjà là</translation>
        </message>
        <message>
            <source>Left out</source>
            <translation>Laissé de côté</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>En échec</translation>
        </message>
        <message>
            <source>%1 done</source>
            <translation>%1 terminés</translation>
        </message>
        <message>
            <source>%1 there already</source>
            <translation>%1 déjà là</translation>
        </message>
        <message>
            <source>%1 left out</source>
            <translation>%1 laissés de côté</translation>
        </message>
        <message>
            <source>%1 failed</source>
            <translation>%1 en échec</translation>
        </message>
    </context>
    <context>
        <name>models::LatencyTable</name>
        <message>
            <source>From (ms)</source>
            <translation>De (ms)</translation>
        </message>
        <message>
            <source>To (ms)</source>
            <translation>À (ms)</translation>
        </message>
        <message>
            <source>Requests</source>
            <translation>Requêtes</translation>
        </message>
    </context>
    <context>
        <name>models::RateTable</name>
        <message>
            <source>Time (s)</source>
            <translation>Temps (s)</translation>
        </message>
        <message>
            <source>Requests per minute</source>
            <translation>Requêtes par minute</translation>
        </message>
        <message>
            <source>In flight</source>
            <translation>En cours</translation>
        </message>
    </context>
    <context>
        <name>net</name>
        <message>
            <source>No other window has this library open.</source>
            <translation>Aucune autre fenêtre n’a ouvert cette bibliothèque.</translation>
        </message>
        <message>
            <source>The program that has this library open does not answer. Close it, then retry.</source>
            <translation>Le programme qui a ouvert cette bibliothèque ne répond pas. Fermez-le, puis réessayez.</translation>
        </message>
        <message>
            <source>These are too many links to hand over at once. Put them in a file and import that in the window.</source>
            <translation>Il y a trop de liens à remettre d’un coup. Mettez-les dans un fichier et importez-le dans la fenêtre.</translation>
        </message>
        <message>
            <source>The link leads to something that is neither http nor https.</source>
            <translation>Le lien mène à quelque chose qui n’est ni http ni https.</translation>
        </message>
        <message>
            <source>This is not a link that can be fetched.</source>
            <translation>Ce n’est pas un lien qui puisse être récupéré.</translation>
        </message>
        <message>
            <source>There is no server of this name.</source>
            <translation>Aucun serveur ne porte ce nom.</translation>
        </message>
        <message>
            <source>The server's name could not be looked up.</source>
            <translation>Le nom du serveur n’a pas pu être résolu.</translation>
        </message>
        <message>
            <source>The server refused the connection.</source>
            <translation>Le serveur a refusé la connexion.</translation>
        </message>
        <message>
            <source>The server cannot be reached from here.</source>
            <translation>Le serveur est inaccessible d’ici.</translation>
        </message>
        <message>
            <source>The connection was closed before the page was complete.</source>
            <translation>La connexion a été fermée avant que la page soit complète.</translation>
        </message>
        <message>
            <source>The answer was shorter than the server had said.</source>
            <translation>La réponse était plus courte que ce que le serveur avait annoncé.</translation>
        </message>
        <message>
            <source>%1 of %2 bytes came.</source>
            <translation>%1 octets sur %2 sont arrivés.</translation>
        </message>
        <message>
            <source>The server did not accept the connection in time.</source>
            <translation>Le serveur n’a pas accepté la connexion à temps.</translation>
        </message>
        <message>
            <source>The server stopped answering.</source>
            <translation>Le serveur a cessé de répondre.</translation>
        </message>
        <message>
            <source>The page took too long in all.</source>
            <translation>La page a pris trop de temps en tout.</translation>
        </message>
        <message>
            <source>No secure connection could be made, so nothing was fetched.</source>
            <translation>Aucune connexion sûre n’a pu être établie ; rien n’a été chargé.</translation>
        </message>
        <message>
            <source>The page is larger than is allowed, so it was not kept.</source>
            <translation>La page est plus grande qu’il n’est permis ; elle n’a pas été gardée.</translation>
        </message>
        <message>
            <source>The server's answer could not be understood.</source>
            <translation>La réponse du serveur est incompréhensible.</translation>
        </message>
        <message>
            <source>The link leads in a circle or through too many redirects.</source>
            <translation>Le lien tourne en rond ou passe par trop de redirections.</translation>
        </message>
        <message>
            <source>The link leads to a private address of this network, which was not asked for.</source>
            <translation>Le lien mène à une adresse privée de ce réseau, qui n’était pas demandée.</translation>
        </message>
        <message>
            <source>This computer allows no more open files.</source>
            <translation>Cet ordinateur ne permet pas davantage de fichiers ouverts.</translation>
        </message>
        <message>
            <source>This computer has no free network port left.</source>
            <translation>Cet ordinateur n’a plus de port réseau libre.</translation>
        </message>
        <message>
            <source>The proxy could not be used.</source>
            <translation>Le proxy n’a pas pu être utilisé.</translation>
        </message>
        <message>
            <source>Cancelled.</source>
            <translation>Annulé.</translation>
        </message>
        <message>
            <source>The server answered with an error.</source>
            <translation>Le serveur a répondu par une erreur.</translation>
        </message>
        <message>
            <source>Something went wrong that has no name.</source>
            <translation>Une erreur sans nom s’est produite.</translation>
        </message>
        <message>
            <source>No secure connection could be made: %1</source>
            <comment>a reason, with its full stop</comment>
            <translation>Aucune connexion sûre n’a pu être établie : %1</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <comment>what it is about, then a sentence</comment>
            <translation>%1 : %2</translation>
        </message>
        <message>
            <source>Another window has this library open.</source>
            <translation>Une autre fenêtre a ouvert cette bibliothèque.</translation>
        </message>
        <message>
            <source>Later starts cannot hand their links to this window: %1</source>
            <translation>Les démarrages suivants ne peuvent pas remettre leurs liens à cette fenêtre : %1</translation>
        </message>
        <message>
            <source>%1: the server asks not to come back before %2.</source>
            <translation>%1 : le serveur demande de ne pas revenir avant %2.</translation>
        </message>
        <message>
            <source>the site wants a user name and a password.</source>
            <translation>le site veut un nom d’utilisateur et un mot de passe.</translation>
        </message>
        <message>
            <source>the site wants to be paid for this page.</source>
            <translation>le site veut être payé pour cette page.</translation>
        </message>
        <message>
            <source>the site does not let this program in.</source>
            <translation>le site ne laisse pas entrer ce programme.</translation>
        </message>
        <message>
            <source>the site has no such page.</source>
            <translation>le site n’a pas cette page.</translation>
        </message>
        <message>
            <source>the proxy wants a user name and a password.</source>
            <translation>le proxy veut un nom d’utilisateur et un mot de passe.</translation>
        </message>
        <message>
            <source>the site was not ready for the request.</source>
            <translation>le site n’était pas prêt pour la requête.</translation>
        </message>
        <message>
            <source>the page is gone for good.</source>
            <translation>la page a disparu pour de bon.</translation>
        </message>
        <message>
            <source>the site wants fewer requests.</source>
            <translation>le site veut moins de requêtes.</translation>
        </message>
        <message>
            <source>the site may not show this page where you are.</source>
            <translation>le site ne peut pas montrer cette page là où vous êtes.</translation>
        </message>
        <message>
            <source>the site has a problem of its own.</source>
            <translation>le site a un problème de son côté.</translation>
        </message>
        <message>
            <source>the site refused the request.</source>
            <translation>le site a refusé la requête.</translation>
        </message>
        <message>
            <source>the site sent no page.</source>
            <translation>le site n’a envoyé aucune page.</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <comment>a status such as 410 Gone, then what it means</comment>
            <translation>%1 : %2</translation>
        </message>
        <message>
            <source>The server did not begin to answer in time.</source>
            <translation>Le serveur n’a pas commencé à répondre à temps.</translation>
        </message>
    </context>
    <context>
        <name>services</name>
        <message>
            <source>The library was not opened.</source>
            <translation>La bibliothèque n’a pas été ouverte.</translation>
        </message>
        <message>
            <source>Another program is writing to the library “%1” and takes no links. Wait until it has ended, then try again.</source>
            <translation>Un autre programme écrit dans la bibliothèque « %1 » et n’accepte pas de liens. Attendez qu’il ait fini, puis réessayez.</translation>
        </message>
    </context>
    <context>
        <name>ui</name>
        <message>
            <source>%1 cannot be read: %2</source>
            <translation>Impossible de lire %1 : %2</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Fermer</translation>
        </message>
        <message>
            <source>Everywhere</source>
            <translation>Partout</translation>
        </message>
        <message>
            <source>Keyboard shortcuts</source>
            <translation>Raccourcis clavier</translation>
        </message>
        <message>
            <source>What</source>
            <translation>Quoi</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>Touches</translation>
        </message>
        <message>
            <source>About Tidemark</source>
            <translation>À propos de Tidemark</translation>
        </message>
        <message>
            <source>A personal wayback machine: pages you keep, searchable and readable without a network.

Free software under the GNU General Public License, version 3 or any later version, without any warranty.</source>
            <translation>Une machine à remonter le temps personnelle : les pages que vous gardez, à chercher et à lire sans réseau.

Logiciel libre sous licence publique générale GNU, version 3 ou toute version ultérieure, sans aucune garantie.</translation>
        </message>
        <message numerus="yes">
            <source>A tag has %Ln character(s) at most: the rest is cut off.</source>
            <translation>
                <numerusform>Une étiquette a %Ln caractère au plus : le reste est coupé.</numerusform>
                <numerusform>Une étiquette a %Ln caractères au plus : le reste est coupé.</numerusform>
            </translation>
        </message>
        <message>
            <source>Open another library</source>
            <translation>Ouvrir une autre bibliothèque</translation>
        </message>
        <message>
            <source>Tidemark libraries (*.tidemark);;All files (*)</source>
            <translation>Bibliothèques Tidemark (*.tidemark);;Tous les fichiers (*)</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Ouvrir</translation>
        </message>
    </context>
    <context>
        <name>ui::ArchiveScreen</name>
        <message numerus="yes">
            <source>%Ln link(s) could not be taken in: %1</source>
            <translation>
                <numerusform>%Ln lien n’a pas pu être pris en compte : %1</numerusform>
                <numerusform>%Ln liens n’ont pas pu être pris en compte : %1</numerusform>
            </translation>
        </message>
        <message>
            <source>What stands in the field above will not be there at the next start: %1</source>
            <translation>Ce qui est dans le champ ci-dessus ne sera plus là au prochain démarrage : %1</translation>
        </message>
        <message>
            <source>Not all that stands above will be there at the next start: it is too long to be kept. Archive it before you close the window, or leave it in a file.</source>
            <translation>Une partie de ce qui est ci-dessus ne sera plus là au prochain démarrage : c’est trop long pour être gardé. Archivez-le avant de fermer la fenêtre, ou laissez-le dans un fichier.</translation>
        </message>
        <message>
            <source>&amp;Archive</source>
            <translation>&amp;Archiver</translation>
        </message>
        <message>
            <source>Clear finished</source>
            <translation>Effacer les terminés</translation>
        </message>
        <message>
            <source>This link could not be archived, so there is nothing to read: %1</source>
            <translation>Ce lien n’a pas pu être archivé, il n’y a donc rien à lire : %1</translation>
        </message>
        <message>
            <source>This page is not archived yet. It can be opened as soon as it is.</source>
            <translation>Cette page n’est pas encore archivée. Elle pourra être ouverte dès qu’elle le sera.</translation>
        </message>
        <message>
            <source>At most %1 links are copied at once; to have them all, use Export… in the File menu.</source>
            <translation>On copie au plus %1 liens à la fois ; pour les avoir tous, utilisez Exporter… dans le menu Fichier.</translation>
        </message>
        <message>
            <source>&amp;Archive the links</source>
            <translation>&amp;Archiver les liens</translation>
        </message>
        <message>
            <source>&amp;Pause</source>
            <translation>&amp;Pause</translation>
        </message>
        <message>
            <source>Retry all &amp;failed</source>
            <translation>Réessayer tous les é&amp;checs</translation>
        </message>
        <message>
            <source>Clear fi&amp;nished</source>
            <translation>&amp;Effacer les terminés</translation>
        </message>
        <message>
            <source>&amp;Find in this list</source>
            <translation>&amp;Chercher dans cette liste</translation>
        </message>
        <message>
            <source>Live &amp;charts</source>
            <translation>&amp;Graphiques en direct</translation>
        </message>
        <message>
            <source>&amp;Open in the Library</source>
            <translation>&amp;Ouvrir dans la bibliothèque</translation>
        </message>
        <message>
            <source>&amp;Retry</source>
            <translation>&amp;Réessayer</translation>
        </message>
        <message>
            <source>&amp;Cancel</source>
            <translation>&amp;Annuler</translation>
        </message>
        <message>
            <source>Copy &amp;link</source>
            <translation>Copier le &amp;lien</translation>
        </message>
        <message>
            <source>Select &amp;all</source>
            <translation>&amp;Tout sélectionner</translation>
        </message>
        <message>
            <source>&amp;Go on</source>
            <translation>&amp;Continuer</translation>
        </message>
    </context>
    <context>
        <name>ui::ArticleChoice</name>
        <message>
            <source>The part that was chosen for this site is not on this page. Tidemark chose.</source>
            <translation>La partie choisie pour ce site n’est pas sur cette page. C’est le choix de Tidemark.</translation>
        </message>
        <message>
            <source>Showing the whole page as text.</source>
            <translation>La page entière est montrée en texte.</translation>
        </message>
        <message>
            <source>Showing only the part that was chosen.</source>
            <translation>Seule la partie choisie est montrée.</translation>
        </message>
        <message>
            <source>Showing more than Tidemark chose.</source>
            <translation>Plus que le choix de Tidemark est montré.</translation>
        </message>
        <message>
            <source>Showing less than Tidemark chose.</source>
            <translation>Moins que le choix de Tidemark est montré.</translation>
        </message>
        <message>
            <source>Show more of the page</source>
            <translation>Montrer plus de la page</translation>
        </message>
        <message>
            <source>Show less of the page</source>
            <translation>Montrer moins de la page</translation>
        </message>
        <message>
            <source>Show the whole page as text</source>
            <translation>Montrer la page entière en texte</translation>
        </message>
        <message>
            <source>Show another part of the page</source>
            <translation>Montrer une autre partie de la page</translation>
        </message>
        <message>
            <source>Back to what Tidemark chose</source>
            <translation>Revenir au choix de Tidemark</translation>
        </message>
        <message>
            <source>Remember for %1</source>
            <translation>Retenir pour %1</translation>
        </message>
        <message>
            <source>Do not remember for %1</source>
            <translation>Ne pas retenir pour %1</translation>
        </message>
    </context>
    <context>
        <name>ui::ArticleLinks</name>
        <message>
            <source>Links of the kind “%1” are not opened.</source>
            <translation>Les liens de type « %1 » ne sont pas ouverts.</translation>
        </message>
        <message>
            <source>Open in the &amp;library</source>
            <translation>Ouvrir dans la &amp;bibliothèque</translation>
        </message>
        <message>
            <source>Open in the &amp;browser</source>
            <translation>Ouvrir dans le &amp;navigateur</translation>
        </message>
        <message>
            <source>&amp;Archive this link</source>
            <translation>&amp;Archiver ce lien</translation>
        </message>
        <message>
            <source>Copy the lin&amp;k</source>
            <translation>Copier le &amp;lien</translation>
        </message>
    </context>
    <context>
        <name>ui::ArticleLoader</name>
        <message>
            <source>Picture not kept</source>
            <translation>Image non conservée</translation>
        </message>
        <message>
            <source>This picture cannot be shown.</source>
            <translation>Cette image ne peut pas être montrée.</translation>
        </message>
    </context>
    <context>
        <name>ui::ArticleView</name>
        <message>
            <source>Article</source>
            <translation>Article</translation>
        </message>
        <message>
            <source>&amp;Copy</source>
            <translation>&amp;Copier</translation>
        </message>
        <message>
            <source>&amp;Select all</source>
            <translation>&amp;Tout sélectionner</translation>
        </message>
    </context>
    <context>
        <name>ui::AuthenticationBar</name>
        <message>
            <source>User name</source>
            <translation>Nom d’utilisateur</translation>
        </message>
        <message>
            <source>Password</source>
            <translation>Mot de passe</translation>
        </message>
        <message>
            <source>Sign &amp;in and try again</source>
            <translation>&amp;Se connecter et réessayer</translation>
        </message>
        <message>
            <source>&amp;Not now</source>
            <translation>Pas &amp;maintenant</translation>
        </message>
        <message>
            <source>%1 asks for a user name and a password.</source>
            <translation>%1 demande un nom d’utilisateur et un mot de passe.</translation>
        </message>
        <message>
            <source>%1 asks for a user name and a password. It says: “%2”</source>
            <translation>%1 demande un nom d’utilisateur et un mot de passe, et dit : « %2 »</translation>
        </message>
        <message>
            <source>They are kept in the system keychain, for this site only.</source>
            <translation>Ils sont gardés dans le trousseau du système, pour ce site seulement.</translation>
        </message>
        <message>
            <source>They are kept for this session only: there is no system keychain.</source>
            <translation>Ils ne sont gardés que pour cette session : il n’y a pas de trousseau du système.</translation>
        </message>
    </context>
    <context>
        <name>ui::Banner</name>
        <message>
            <source>Dismiss this message</source>
            <translation>Fermer ce message</translation>
        </message>
        <message>
            <source>Dismiss</source>
            <translation>Fermer</translation>
        </message>
    </context>
    <context>
        <name>ui::CaptureTable</name>
        <message>
            <source>Redirects and errors of this capture</source>
            <translation>Redirections et erreurs de cette capture</translation>
        </message>
        <message>
            <source>All captures</source>
            <translation>Toutes les captures</translation>
        </message>
    </context>
    <context>
        <name>ui::ChoiceBar</name>
        <message>
            <source>New captures of this site are shown the same way. Settings lists every site.</source>
            <translation>Les nouvelles captures de ce site sont montrées de la même façon. Les Paramètres énumèrent tous les sites.</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>Retour</translation>
        </message>
        <message>
            <source>Back to what Tidemark chose</source>
            <translation>Revenir au choix de Tidemark</translation>
        </message>
        <message>
            <source>Remember for %1</source>
            <translation>Retenir pour %1</translation>
        </message>
    </context>
    <context>
        <name>ui::ChoicePopup</name>
        <message>
            <source>Nothing of this name.</source>
            <translation>Rien de ce nom.</translation>
        </message>
        <message>
            <source>Press Enter to add “%1”.</source>
            <translation>Appuyez sur Entrée pour ajouter « %1 ».</translation>
        </message>
        <message>
            <source>“%1”</source>
            <translation>« %1 »</translation>
        </message>
        <message>
            <source>Press Enter to add the tags %1.</source>
            <translation>Appuyez sur Entrée pour ajouter les étiquettes %1.</translation>
        </message>
    </context>
    <context>
        <name>ui::ContentsList</name>
        <message>
            <source>Table of contents</source>
            <translation>Table des matières</translation>
        </message>
    </context>
    <context>
        <name>ui::EmptyState</name>
        <message>
            <source>Open the bin</source>
            <translation>Ouvrir la corbeille</translation>
        </message>
        <message>
            <source>Open the bin (%1)</source>
            <translation>Ouvrir la corbeille (%1)</translation>
        </message>
        <message>
            <source>The beginning of a word is looked for from its second letter on.</source>
            <translation>Le début d’un mot se cherche à partir de sa deuxième lettre.</translation>
        </message>
        <message>
            <source>All words are wanted. Fewer words, or no filters, find more.</source>
            <translation>Tous les mots sont voulus. Moins de mots, ou aucun filtre, trouvent davantage.</translation>
        </message>
        <message>
            <source>No page here</source>
            <translation>Aucune page ici</translation>
        </message>
        <message>
            <source>Nothing found for “%1”</source>
            <translation>Rien trouvé pour « %1 »</translation>
        </message>
        <message numerus="yes">
            <source>%n page(s) in the bin match, and can be brought back from there.</source>
            <translation>
                <numerusform>%n page de la corbeille correspond et peut en être ressortie.</numerusform>
                <numerusform>%n pages de la corbeille correspondent et peuvent en être ressorties.</numerusform>
            </translation>
        </message>
        <message>
            <source>Clear search and filters</source>
            <translation>Effacer la recherche et les filtres</translation>
        </message>
        <message>
            <source>Nothing is kept yet</source>
            <translation>Rien n’est encore conservé</translation>
        </message>
        <message>
            <source>Go to Archive (Ctrl+1), paste or drop links, and press Archive.</source>
            <translation>Allez à Archiver (Ctrl+1), collez ou déposez des liens, et appuyez sur Archiver.</translation>
        </message>
        <message>
            <source>Everything is read</source>
            <translation>Tout est lu</translation>
        </message>
        <message>
            <source>Pages you have not read yet stand here.</source>
            <translation>Les pages que vous n’avez pas encore lues sont ici.</translation>
        </message>
        <message>
            <source>Show all pages</source>
            <translation>Montrer toutes les pages</translation>
        </message>
        <message>
            <source>No page has a star</source>
            <translation>Aucune page n’a d’étoile</translation>
        </message>
        <message>
            <source>Press S on a page to find it here again.</source>
            <translation>Appuyez sur S sur une page pour la retrouver ici.</translation>
        </message>
        <message>
            <source>No page failed</source>
            <translation>Aucune page en échec</translation>
        </message>
        <message>
            <source>Pages whose last capture failed stand here.</source>
            <translation>Les pages dont la dernière capture a échoué sont ici.</translation>
        </message>
        <message>
            <source>No page needs a browser</source>
            <translation>Aucune page ne demande un navigateur</translation>
        </message>
        <message>
            <source>Pages in whose place a sign-in, a check of the browser or an empty frame was received stand here.</source>
            <translation>Ici figurent les pages à la place desquelles une connexion, un contrôle du navigateur ou un cadre vide a été reçu.</translation>
        </message>
        <message>
            <source>The bin is empty</source>
            <translation>La corbeille est vide</translation>
        </message>
        <message>
            <source>Pages moved to the bin can be brought back for 30 days.</source>
            <translation>Les pages mises à la corbeille peuvent en sortir pendant 30 jours.</translation>
        </message>
    </context>
    <context>
        <name>ui::ExtractionTask</name>
        <message>
            <source>Stop</source>
            <translation>Arrêter</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Annuler</translation>
        </message>
        <message numerus="yes">
            <source>Putting back: %1 of %Ln article(s)</source>
            <translation>
                <numerusform>Rétablissement : %1 sur %Ln article</numerusform>
                <numerusform>Rétablissement : %1 sur %Ln articles</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Extracting again: %1 of %Ln article(s)</source>
            <translation>
                <numerusform>Nouvelle extraction : %1 sur %Ln article</numerusform>
                <numerusform>Nouvelle extraction : %1 sur %Ln articles</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln article(s) put back as they were.</source>
            <translation>
                <numerusform>%Ln article rétabli tel qu’il était.</numerusform>
                <numerusform>%Ln articles rétablis tels qu’ils étaient.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln left because they were chosen since.</source>
            <translation>
                <numerusform>%Ln laissé, car choisi depuis.</numerusform>
                <numerusform>%Ln laissés, car choisis depuis.</numerusform>
            </translation>
        </message>
        <message>
            <source>Every article is up to date: there was nothing to extract again.</source>
            <translation>Tous les articles sont à jour : rien n’était à extraire de nouveau.</translation>
        </message>
        <message numerus="yes">
            <source>%Ln article(s) changed, %1 as before.</source>
            <translation>
                <numerusform>%Ln article changé, %1 comme avant.</numerusform>
                <numerusform>%Ln articles changés, %1 comme avant.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln could not be read.</source>
            <translation>
                <numerusform>%Ln n’a pas pu être lu.</numerusform>
                <numerusform>%Ln n’ont pas pu être lus.</numerusform>
            </translation>
        </message>
        <message>
            <source>Stopped: the rest is as it was.</source>
            <translation>Arrêté : le reste est comme avant.</translation>
        </message>
    </context>
    <context>
        <name>ui::FilterBar</name>
        <message>
            <source>Which site?</source>
            <translation>Quel site ?</translation>
        </message>
        <message>
            <source>Which tag?</source>
            <translation>Quelle étiquette ?</translation>
        </message>
        <message>
            <source>Search all pages (Ctrl+K)</source>
            <translation>Chercher dans toutes les pages (Ctrl+K)</translation>
        </message>
        <message>
            <source>Search all pages</source>
            <translation>Chercher dans toutes les pages</translation>
        </message>
        <message>
            <source>All words are wanted; “words in quotes” stand together; -word must not be there; word* is a beginning.</source>
            <translation>Tous les mots sont voulus ; « "mots entre guillemets" » se suivent ; -mot doit manquer ; mot* est un début.</translation>
        </message>
        <message>
            <source>No page is kept yet, so there is no site to choose.</source>
            <translation>Aucune page n’est encore conservée : il n’y a pas de site à choisir.</translation>
        </message>
        <message>
            <source>No page has a tag yet. Press T while you read a page to give it one.</source>
            <translation>Aucune page n’a encore d’étiquette. Appuyez sur T en lisant une page pour lui en donner une.</translation>
        </message>
        <message>
            <source>All</source>
            <translation>Toutes</translation>
        </message>
        <message>
            <source>Unread</source>
            <translation>Non lues</translation>
        </message>
        <message>
            <source>Starred</source>
            <translation>Étoilées</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>En échec</translation>
        </message>
        <message>
            <source>Bin</source>
            <translation>Corbeille</translation>
        </message>
        <message>
            <source>Needs a browser</source>
            <translation>Navigateur requis</translation>
        </message>
        <message>
            <source>Pages whose last capture failed</source>
            <translation>Pages dont la dernière capture a échoué</translation>
        </message>
        <message>
            <source>A sign-in, a check of the browser or an empty frame was received in their place</source>
            <translation>À leur place, une connexion, un contrôle du navigateur ou un cadre vide a été reçu</translation>
        </message>
        <message>
            <source>Deleted pages; Ctrl+B opens the bin and leaves it</source>
            <translation>Pages supprimées ; Ctrl+B ouvre la corbeille et la quitte</translation>
        </message>
        <message>
            <source>Best match</source>
            <translation>Les plus pertinentes</translation>
        </message>
        <message>
            <source>Newest first</source>
            <translation>Les plus récentes</translation>
        </message>
        <message>
            <source>Oldest first</source>
            <translation>Les plus anciennes</translation>
        </message>
        <message>
            <source>Captured last</source>
            <translation>Dernières capturées</translation>
        </message>
        <message>
            <source>Published last</source>
            <translation>Dernières parues</translation>
        </message>
        <message>
            <source>Title</source>
            <translation>Titre</translation>
        </message>
        <message>
            <source>Site</source>
            <translation>Site</translation>
        </message>
        <message>
            <source>Shortest first</source>
            <translation>Les plus courtes</translation>
        </message>
        <message>
            <source>Longest first</source>
            <translation>Les plus longues</translation>
        </message>
        <message>
            <source>%1: %2, press to take it away</source>
            <translation>%1 : %2, appuyez pour l’enlever</translation>
        </message>
        <message>
            <source>Tag</source>
            <translation>Étiquette</translation>
        </message>
        <message>
            <source>Order: %1</source>
            <translation>Ordre : %1</translation>
        </message>
    </context>
    <context>
        <name>ui::FilterTabs</name>
        <message>
            <source>%1 %2</source>
            <comment>a filter and how many it holds</comment>
            <translation>%1 %2</translation>
        </message>
    </context>
    <context>
        <name>ui::FindBar</name>
        <message>
            <source>Find in this page</source>
            <translation>Chercher dans cette page</translation>
        </message>
        <message>
            <source>Previous (Shift+Enter or Shift+F3)</source>
            <translation>Précédent (Maj+Entrée ou Maj+F3)</translation>
        </message>
        <message>
            <source>Next (Enter or F3)</source>
            <translation>Suivant (Entrée ou F3)</translation>
        </message>
        <message>
            <source>Close (Esc)</source>
            <translation>Fermer (Échap)</translation>
        </message>
        <message>
            <source>Not found</source>
            <translation>Introuvable</translation>
        </message>
        <message numerus="yes">
            <source>%n found</source>
            <translation>
                <numerusform>%n trouvé</numerusform>
                <numerusform>%n trouvés</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <translation>%1 sur %2</translation>
        </message>
        <message>
            <source>On from the top</source>
            <translation>Reprise depuis le début</translation>
        </message>
        <message>
            <source>On from the end</source>
            <translation>Reprise depuis la fin</translation>
        </message>
    </context>
    <context>
        <name>ui::JobCommands</name>
        <message numerus="yes">
            <source>%Ln failed link(s) wait again.</source>
            <translation>
                <numerusform>%Ln lien en échec attend de nouveau.</numerusform>
                <numerusform>%Ln liens en échec attendent de nouveau.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln row(s) cleared. Their pages are still in the Library.</source>
            <translation>
                <numerusform>%Ln ligne retirée. Sa page reste dans la bibliothèque.</numerusform>
                <numerusform>%Ln lignes retirées. Leurs pages restent dans la bibliothèque.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln row(s) cleared.</source>
            <translation>
                <numerusform>%Ln ligne retirée.</numerusform>
                <numerusform>%Ln lignes retirées.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ui::JobDelegate</name>
        <message>
            <source>Retry</source>
            <translation>Réessayer</translation>
        </message>
    </context>
    <context>
        <name>ui::JobPane</name>
        <message>
            <source>What went wrong with the chosen link</source>
            <translation>Ce qui n’a pas marché pour le lien choisi</translation>
        </message>
        <message>
            <source>All</source>
            <translation>Tous</translation>
        </message>
        <message>
            <source>Waiting</source>
            <translation>En attente</translation>
        </message>
        <message>
            <source>Running</source>
            <translation>En cours</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>Terminé</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>En échec</translation>
        </message>
        <message>
            <source>Find in this list</source>
            <translation>Chercher dans cette liste</translation>
        </message>
        <message numerus="yes">
            <source>%Ln link(s)</source>
            <translation>
                <numerusform>%Ln lien</numerusform>
                <numerusform>%Ln liens</numerusform>
            </translation>
        </message>
        <message>
            <source>Nothing to archive yet</source>
            <translation>Encore rien à archiver</translation>
        </message>
        <message>
            <source>Paste links above, or drop links, a text file or a bookmarks file anywhere in this window. Then press Archive (%1): each page is fetched and kept, and can be read here without a network.</source>
            <translation>Collez des liens ci-dessus, ou déposez des liens, un fichier texte ou un fichier de signets n’importe où dans cette fenêtre. Appuyez ensuite sur Archiver (%1) : chaque page est chargée et conservée, et se lit ici sans réseau.</translation>
        </message>
        <message>
            <source>No link has “%1” in it</source>
            <translation>Aucun lien ne contient « %1 »</translation>
        </message>
        <message>
            <source>Look among all links, or clear the field.</source>
            <translation>Cherchez parmi tous les liens, ou videz le champ.</translation>
        </message>
        <message>
            <source>Nothing has failed</source>
            <translation>Rien n’a échoué</translation>
        </message>
        <message>
            <source>Every link so far ended well or is still to come.</source>
            <translation>Jusqu’ici, chaque lien a réussi ou reste à venir.</translation>
        </message>
        <message>
            <source>None at the moment</source>
            <translation>Aucun pour le moment</translation>
        </message>
        <message>
            <source>All shows every link in this list.</source>
            <translation>Tous montre tous les liens de cette liste.</translation>
        </message>
    </context>
    <context>
        <name>ui::JobTable</name>
        <message>
            <source>Links and what became of them</source>
            <translation>Les liens et ce qu’ils sont devenus</translation>
        </message>
    </context>
    <context>
        <name>ui::LatencyChart</name>
        <message>
            <source>%1 ms</source>
            <translation>%1 ms</translation>
        </message>
        <message>
            <source>%1 s</source>
            <translation>%1 s</translation>
        </message>
        <message>
            <source>How many requests took how long</source>
            <translation>Combien de requêtes ont duré combien de temps</translation>
        </message>
        <message>
            <source>%1 %</source>
            <translation>%1 %</translation>
        </message>
    </context>
    <context>
        <name>ui::LibraryActions</name>
        <message>
            <source>%1 (%2)</source>
            <translation>%1 (%2)</translation>
        </message>
        <message>
            <source>Star</source>
            <translation>Étoile</translation>
        </message>
        <message>
            <source>Mark as read or unread</source>
            <translation>Marquer comme lue ou non lue</translation>
        </message>
        <message>
            <source>Add a tag…</source>
            <translation>Ajouter une étiquette…</translation>
        </message>
        <message>
            <source>Capture again</source>
            <translation>Capturer de nouveau</translation>
        </message>
        <message>
            <source>Copy links</source>
            <translation>Copier les liens</translation>
        </message>
        <message>
            <source>Move to the bin</source>
            <translation>Mettre à la corbeille</translation>
        </message>
        <message>
            <source>Bring back from the bin</source>
            <translation>Sortir de la corbeille</translation>
        </message>
        <message>
            <source>Search all pages</source>
            <translation>Chercher dans toutes les pages</translation>
        </message>
        <message>
            <source>Open the bin</source>
            <translation>Ouvrir la corbeille</translation>
        </message>
        <message>
            <source>Back to all pages</source>
            <translation>Retour à toutes les pages</translation>
        </message>
        <message>
            <source>Extract again</source>
            <translation>Extraire à nouveau</translation>
        </message>
        <message>
            <source>Extract all pages again</source>
            <translation>Extraire à nouveau toutes les pages</translation>
        </message>
    </context>
    <context>
        <name>ui::LibraryScreen</name>
        <message>
            <source>Tag the selected pages</source>
            <translation>Étiqueter les pages choisies</translation>
        </message>
        <message>
            <source>No page has a tag yet. Type one, or several with commas between them.</source>
            <translation>Aucune page n’a encore d’étiquette. Saisissez-en une, ou plusieurs séparées par des virgules.</translation>
        </message>
        <message>
            <source>&amp;Library</source>
            <translation>&amp;Bibliothèque</translation>
        </message>
    </context>
    <context>
        <name>ui::LibrarySettings</name>
        <message>
            <source>Library and passwords</source>
            <translation>Bibliothèque et mots de passe</translation>
        </message>
        <message>
            <source>Library file</source>
            <translation>Fichier de la bibliothèque</translation>
        </message>
        <message>
            <source>Open a &amp;different library…</source>
            <translation>Ouvrir u&amp;ne autre bibliothèque…</translation>
        </message>
        <message>
            <source>The system keychain was not asked yet.</source>
            <translation>Le trousseau du système n’a pas encore été interrogé.</translation>
        </message>
        <message>
            <source>Passwords</source>
            <translation>Mots de passe</translation>
        </message>
        <message>
            <source>Asking the system keychain …</source>
            <translation>Interrogation du trousseau du système…</translation>
        </message>
        <message>
            <source>Kept in the system keychain.</source>
            <translation>Gardés dans le trousseau du système.</translation>
        </message>
        <message>
            <source>Kept in memory for this session only: no system keychain was found.</source>
            <translation>Gardés en mémoire pour cette session seulement : aucun trousseau du système n’a été trouvé.</translation>
        </message>
        <message>
            <source>%1 is opened when Tidemark starts next.</source>
            <translation>%1 sera ouverte au prochain démarrage de Tidemark.</translation>
        </message>
    </context>
    <context>
        <name>ui::LinkLine</name>
        <message>
            <source>Link of this page: %1</source>
            <translation>Lien de cette page : %1</translation>
        </message>
    </context>
    <context>
        <name>ui::MainWindow</name>
        <message>
            <source>%1 (%2)</source>
            <translation>%1 (%2)</translation>
        </message>
        <message>
            <source>&amp;File</source>
            <translation>&amp;Fichier</translation>
        </message>
        <message>
            <source>&amp;Import…</source>
            <translation>&amp;Importer…</translation>
        </message>
        <message>
            <source>&amp;Export…</source>
            <translation>&amp;Exporter…</translation>
        </message>
        <message>
            <source>&amp;Quit</source>
            <translation>&amp;Quitter</translation>
        </message>
        <message>
            <source>&amp;Edit</source>
            <translation>É&amp;dition</translation>
        </message>
        <message>
            <source>&amp;Undo</source>
            <translation>A&amp;nnuler</translation>
        </message>
        <message>
            <source>&amp;Paste links</source>
            <translation>C&amp;oller des liens</translation>
        </message>
        <message>
            <source>&amp;View</source>
            <translation>Affic&amp;hage</translation>
        </message>
        <message>
            <source>&amp;Help</source>
            <translation>A&amp;ide</translation>
        </message>
        <message>
            <source>Keyboard &amp;shortcuts</source>
            <translation>&amp;Raccourcis clavier</translation>
        </message>
        <message>
            <source>&amp;About Tidemark</source>
            <translation>À &amp;propos de Tidemark</translation>
        </message>
        <message>
            <source>&amp;Undo: %1</source>
            <translation>&amp;Annuler : %1</translation>
        </message>
        <message>
            <source>%1 – Tidemark</source>
            <translation>%1 – Tidemark</translation>
        </message>
        <message numerus="yes">
            <source>%Ln page(s) archived</source>
            <translation>
                <numerusform>%Ln page archivée</numerusform>
                <numerusform>%Ln pages archivées</numerusform>
            </translation>
        </message>
        <message>
            <source>%1, %2</source>
            <translation>%1, %2</translation>
        </message>
        <message numerus="yes">
            <source>%Ln failed</source>
            <translation>
                <numerusform>%Ln en échec</numerusform>
                <numerusform>%Ln en échec</numerusform>
            </translation>
        </message>
        <message>
            <source>Archiving has ended</source>
            <translation>L’archivage est terminé</translation>
        </message>
        <message>
            <source>The benchmark has ended</source>
            <translation>Le banc d’essai est terminé</translation>
        </message>
    </context>
    <context>
        <name>ui::NoteEdit</name>
        <message>
            <source>What you want to remember about this page</source>
            <translation>Ce que vous voulez retenir de cette page</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>Note</translation>
        </message>
        <message>
            <source>Kept as you type</source>
            <translation>Conservé au fil de la saisie</translation>
        </message>
    </context>
    <context>
        <name>ui::OtherFileView</name>
        <message>
            <source>What was received (%1) is kept.</source>
            <translation>Ce qui a été reçu (%1) est conservé.</translation>
        </message>
        <message>
            <source>Open the original in the browser</source>
            <translation>Ouvrir l’original dans le navigateur</translation>
        </message>
        <message>
            <source>Save a copy</source>
            <translation>Enregistrer une copie</translation>
        </message>
        <message>
            <source>Open with the system's program</source>
            <translation>Ouvrir avec le programme du système</translation>
        </message>
        <message>
            <source>Save a copy…</source>
            <translation>Enregistrer une copie…</translation>
        </message>
        <message>
            <source>Show the received source</source>
            <translation>Montrer la source reçue</translation>
        </message>
        <message>
            <source>No readable text was found in this page. What was received (%1) is kept.</source>
            <translation>Aucun texte lisible n’a été trouvé dans cette page. Ce qui a été reçu (%1) est conservé.</translation>
        </message>
        <message>
            <source>This is a PDF document (%1). It is kept whole; Tidemark does not show PDF.</source>
            <translation>C’est un document PDF (%1). Il est conservé en entier ; Tidemark n’affiche pas les PDF.</translation>
        </message>
        <message>
            <source>This is a file of the kind %1 (%2). It is kept as it came.</source>
            <translation>C’est un fichier de type %1 (%2). Il est conservé tel qu’il est venu.</translation>
        </message>
        <message>
            <source>No copy could be made: %1</source>
            <translation>Aucune copie n’a pu être faite : %1</translation>
        </message>
    </context>
    <context>
        <name>ui::PageCommands</name>
        <message numerus="yes">
            <source>%n page(s) starred</source>
            <translation>
                <numerusform>%n page étoilée</numerusform>
                <numerusform>%n pages étoilées</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n star(s) taken away</source>
            <translation>
                <numerusform>%n étoile enlevée</numerusform>
                <numerusform>%n étoiles enlevées</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n page(s) marked as read</source>
            <translation>
                <numerusform>%n page marquée comme lue</numerusform>
                <numerusform>%n pages marquées comme lues</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n page(s) marked as unread</source>
            <translation>
                <numerusform>%n page marquée comme non lue</numerusform>
                <numerusform>%n pages marquées comme non lues</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n page(s) tagged</source>
            <translation>
                <numerusform>%n page étiquetée</numerusform>
                <numerusform>%n pages étiquetées</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n tag(s) taken away</source>
            <translation>
                <numerusform>%n étiquette enlevée</numerusform>
                <numerusform>%n étiquettes enlevées</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n page(s) moved to the bin</source>
            <translation>
                <numerusform>%n page mise à la corbeille</numerusform>
                <numerusform>%n pages mises à la corbeille</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n page(s) brought back</source>
            <translation>
                <numerusform>%n page récupérée</numerusform>
                <numerusform>%n pages récupérées</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ui::PageListPane</name>
        <message>
            <source>&amp;Undo</source>
            <translation>A&amp;nnuler</translation>
        </message>
        <message>
            <source>The bin: pages stay 30 days.</source>
            <translation>La corbeille : les pages y restent 30 jours.</translation>
        </message>
        <message>
            <source>Back to all pages (%1)</source>
            <translation>Retour à toutes les pages (%1)</translation>
        </message>
        <message numerus="yes">
            <source>%n page(s)</source>
            <translation>
                <numerusform>%n page</numerusform>
                <numerusform>%n pages</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 of %2 selected</source>
            <translation>%1 sur %2 choisies</translation>
        </message>
        <message>
            <source>%1 · %2</source>
            <translation>%1 · %2</translation>
        </message>
        <message numerus="yes">
            <source>%n more in the bin</source>
            <translation>
                <numerusform>%n de plus dans la corbeille</numerusform>
                <numerusform>%n de plus dans la corbeille</numerusform>
            </translation>
        </message>
        <message>
            <source>Back to all &amp;pages</source>
            <translation>Re&amp;tour à toutes les pages</translation>
        </message>
    </context>
    <context>
        <name>ui::PageListView</name>
        <message>
            <source>Pages</source>
            <translation>Pages</translation>
        </message>
    </context>
    <context>
        <name>ui::PageTasks</name>
        <message>
            <source>Already waiting to be captured</source>
            <translation>Déjà en attente de capture</translation>
        </message>
        <message numerus="yes">
            <source>%n page(s) will be captured again and brought back from the bin</source>
            <translation>
                <numerusform>%n page sera capturée de nouveau et ressortie de la corbeille</numerusform>
                <numerusform>%n pages seront capturées de nouveau et ressorties de la corbeille</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n page(s) will be captured again</source>
            <translation>
                <numerusform>%n page sera capturée de nouveau</numerusform>
                <numerusform>%n pages seront capturées de nouveau</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ui::PartBar</name>
        <message>
            <source>Previous part</source>
            <translation>Partie précédente</translation>
        </message>
        <message>
            <source>Next part</source>
            <translation>Partie suivante</translation>
        </message>
        <message>
            <source>Part %1 of %2</source>
            <translation>Partie %1 sur %2</translation>
        </message>
    </context>
    <context>
        <name>ui::PartChooser</name>
        <message>
            <source>No part of this page has text of its own.</source>
            <translation>Aucune partie de cette page n’a de texte à elle.</translation>
        </message>
        <message>
            <source>Use this part</source>
            <translation>Utiliser cette partie</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Annuler</translation>
        </message>
        <message>
            <source>Which part of the page is the article?</source>
            <translation>Quelle partie de la page est l’article ?</translation>
        </message>
        <message numerus="yes">
            <source>%Ln word(s), %1 % of the page</source>
            <translation>
                <numerusform>%Ln mot, %1 % de la page</numerusform>
                <numerusform>%Ln mots, %1 % de la page</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ui::PastePanel</name>
        <message>
            <source>write https://%1</source>
            <translation>écrivez https://%1</translation>
        </message>
        <message>
            <source>the port is out of range</source>
            <translation>le port est hors limites</translation>
        </message>
        <message>
            <source>neither http nor https</source>
            <translation>ni http ni https</translation>
        </message>
        <message>
            <source>longer than 8 KiB</source>
            <translation>plus de 8 Kio</translation>
        </message>
        <message>
            <source>without a host</source>
            <translation>sans hôte</translation>
        </message>
        <message>
            <source>not a link</source>
            <translation>pas un lien</translation>
        </message>
        <message numerus="yes">
            <source>%Ln link(s)</source>
            <translation>
                <numerusform>%Ln lien</numerusform>
                <numerusform>%Ln liens</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln already kept</source>
            <translation>
                <numerusform>%Ln déjà conservé</numerusform>
                <numerusform>%Ln déjà conservés</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln twice</source>
            <translation>
                <numerusform>%Ln en double</numerusform>
                <numerusform>%Ln en double</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln line(s) without a link</source>
            <translation>
                <numerusform>%Ln ligne sans lien</numerusform>
                <numerusform>%Ln lignes sans lien</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 … counting</source>
            <translation>%1 … comptage</translation>
        </message>
        <message>
            <source>Line %1: %2 (%3)</source>
            <translation>Ligne %1 : %2 (%3)</translation>
        </message>
        <message>
            <source>There is no link yet: a link begins with http:// or https://. Write https://%1</source>
            <translation>Il n’y a pas encore de lien : un lien commence par http:// ou https://. Écrivez https://%1</translation>
        </message>
        <message>
            <source>There is no link among these lines: a link begins with http:// or https://.</source>
            <translation>Il n’y a pas de lien dans ces lignes : un lien commence par http:// ou https://.</translation>
        </message>
        <message>
            <source>Stopped</source>
            <translation>Arrêté</translation>
        </message>
        <message numerus="yes">
            <source>%Ln link(s) taken in</source>
            <translation>
                <numerusform>%Ln lien pris en compte</numerusform>
                <numerusform>%Ln liens pris en compte</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln waited already</source>
            <translation>
                <numerusform>%Ln attendait déjà</numerusform>
                <numerusform>%Ln attendaient déjà</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln left out as already kept</source>
            <translation>
                <numerusform>%Ln laissé de côté, déjà conservé</numerusform>
                <numerusform>%Ln laissés de côté, déjà conservés</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln line(s) were no links and are left in the field</source>
            <translation>
                <numerusform>%Ln ligne n’est pas un lien et reste dans le champ</numerusform>
                <numerusform>%Ln lignes ne sont pas des liens et restent dans le champ</numerusform>
            </translation>
        </message>
        <message>
            <source>Archive</source>
            <translation>Archiver</translation>
        </message>
        <message>
            <source>Pasted text</source>
            <translation>Texte collé</translation>
        </message>
        <message>
            <source>Links to archive</source>
            <translation>Liens à archiver</translation>
        </message>
        <message>
            <source>Paste or drop links here: one a line, any text with links in it, a text file or a bookmarks file</source>
            <translation>Collez ou déposez des liens ici : un par ligne, n’importe quel texte qui en contient, un fichier texte ou de signets</translation>
        </message>
        <message>
            <source>Archive these links (%1)</source>
            <translation>Archiver ces liens (%1)</translation>
        </message>
        <message>
            <source>See &amp;which</source>
            <translation>Voir lesque&amp;ls</translation>
        </message>
        <message>
            <source>Links taken in</source>
            <translation>Liens pris en compte</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Annuler</translation>
        </message>
        <message>
            <source>Lines that are no links</source>
            <translation>Lignes qui ne sont pas des liens</translation>
        </message>
        <message>
            <source>Nothing to archive yet: paste, type or drop at least one link first.</source>
            <translation>Encore rien à archiver : collez, écrivez ou déposez d’abord au moins un lien.</translation>
        </message>
        <message>
            <source>%1 · also: %2</source>
            <extracomment>%1: "3 lines were no links", %2: "1 link taken in"</extracomment>
            <translation>%1 · aussi : %2</translation>
        </message>
        <message numerus="yes">
            <source>Capture the %Ln already kept a&amp;gain</source>
            <translation>
                <numerusform>Capt&amp;urer de nouveau le lien déjà conservé (%Ln)</numerusform>
                <numerusform>Capt&amp;urer de nouveau les %Ln déjà conservés</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>… and %Ln more</source>
            <translation>
                <numerusform>… et %Ln autre</numerusform>
                <numerusform>… et %Ln autres</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1: %Ln link(s)  ×</source>
            <translation>
                <numerusform>%1 : %Ln lien  ×</numerusform>
                <numerusform>%1 : %Ln liens  ×</numerusform>
            </translation>
        </message>
        <message>
            <source>%1  ×</source>
            <translation>%1  ×</translation>
        </message>
        <message>
            <source>Leave this out</source>
            <translation>Laisser de côté</translation>
        </message>
        <message>
            <source>Leave out %1</source>
            <translation>Laisser %1 de côté</translation>
        </message>
        <message>
            <source>Taking in %1 of %2 links</source>
            <translation>Prise en compte : %1 liens sur %2</translation>
        </message>
    </context>
    <context>
        <name>ui::RateChart</name>
        <message>
            <source>%1 s</source>
            <translation>%1 s</translation>
        </message>
        <message>
            <source>%1 min</source>
            <translation>%1 min</translation>
        </message>
        <message>
            <source>%1 h</source>
            <translation>%1 h</translation>
        </message>
        <message>
            <source>Requests per minute over time</source>
            <translation>Requêtes par minute au fil du temps</translation>
        </message>
    </context>
    <context>
        <name>ui::ReaderPanel</name>
        <message>
            <source>A newer capture of this page was kept.</source>
            <translation>Une capture plus récente de cette page a été conservée.</translation>
        </message>
        <message>
            <source>Show it</source>
            <translation>L’afficher</translation>
        </message>
        <message>
            <source>Choose a page in the list to read it here.</source>
            <translation>Choisissez une page dans la liste pour la lire ici.</translation>
        </message>
        <message>
            <source>This page could not be archived yet.</source>
            <translation>Cette page n’a pas encore pu être archivée.</translation>
        </message>
        <message numerus="yes">
            <source>%n picture(s) of this page could not be kept.</source>
            <translation>
                <numerusform>%n image de cette page n’a pas pu être conservée.</numerusform>
                <numerusform>%n images de cette page n’ont pas pu être conservées.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ui::ReaderTools</name>
        <message>
            <source>Back</source>
            <translation>Retour</translation>
        </message>
        <message>
            <source>Forward</source>
            <translation>Suivant</translation>
        </message>
        <message>
            <source>Contents</source>
            <translation>Sommaire</translation>
        </message>
        <message>
            <source>Star</source>
            <translation>Étoile</translation>
        </message>
        <message>
            <source>Read</source>
            <translation>Lue</translation>
        </message>
        <message>
            <source>Tags</source>
            <translation>Étiquettes</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>Note</translation>
        </message>
        <message>
            <source>Find in page</source>
            <translation>Chercher dans la page</translation>
        </message>
        <message>
            <source>Find next</source>
            <translation>Occurrence suivante</translation>
        </message>
        <message>
            <source>Find previous</source>
            <translation>Occurrence précédente</translation>
        </message>
        <message>
            <source>Remember for this site</source>
            <translation>Retenir pour ce site</translation>
        </message>
        <message>
            <source>Open the original in the browser</source>
            <translation>Ouvrir l’original dans le navigateur</translation>
        </message>
        <message>
            <source>Copy the link</source>
            <translation>Copier le lien</translation>
        </message>
        <message>
            <source>Capture again</source>
            <translation>Capturer de nouveau</translation>
        </message>
        <message>
            <source>Article</source>
            <translation>Article</translation>
        </message>
        <message>
            <source>Received source</source>
            <translation>Source reçue</translation>
        </message>
        <message>
            <source>All captures</source>
            <translation>Toutes les captures</translation>
        </message>
        <message>
            <source>Move to the bin</source>
            <translation>Mettre à la corbeille</translation>
        </message>
        <message>
            <source>Bring back from the bin</source>
            <translation>Sortir de la corbeille</translation>
        </message>
        <message>
            <source>Text: size, width, colours</source>
            <translation>Texte : taille, largeur, couleurs</translation>
        </message>
        <message>
            <source>More</source>
            <translation>Plus</translation>
        </message>
        <message>
            <source>%1 (%2)</source>
            <translation>%1 (%2)</translation>
        </message>
        <message>
            <source>Larger text</source>
            <translation>Texte plus grand</translation>
        </message>
        <message>
            <source>Smaller text</source>
            <translation>Texte plus petit</translation>
        </message>
        <message>
            <source>Standard text size</source>
            <translation>Taille de texte normale</translation>
        </message>
        <message>
            <source>Column</source>
            <translation>Colonne</translation>
        </message>
        <message>
            <source>Narrow</source>
            <translation>Étroite</translation>
        </message>
        <message>
            <source>Middle</source>
            <translation>Moyenne</translation>
        </message>
        <message>
            <source>Wide</source>
            <translation>Large</translation>
        </message>
        <message>
            <source>Colours</source>
            <translation>Couleurs</translation>
        </message>
        <message>
            <source>As the window</source>
            <translation>Comme la fenêtre</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>Clair</translation>
        </message>
        <message>
            <source>Sepia</source>
            <translation>Sépia</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>Sombre</translation>
        </message>
        <message>
            <source>Typeface</source>
            <translation>Caractères</translation>
        </message>
        <message>
            <source>With serifs</source>
            <translation>Avec empattements</translation>
        </message>
        <message>
            <source>Take the star away (S)</source>
            <translation>Enlever l’étoile (S)</translation>
        </message>
        <message>
            <source>Star (S)</source>
            <translation>Étoile (S)</translation>
        </message>
        <message>
            <source>Mark as unread (M)</source>
            <translation>Marquer comme non lue (M)</translation>
        </message>
        <message>
            <source>Mark as read (M)</source>
            <translation>Marquer comme lue (M)</translation>
        </message>
        <message>
            <source>Show more</source>
            <translation>Montrer plus</translation>
        </message>
        <message>
            <source>Show less</source>
            <translation>Montrer moins</translation>
        </message>
        <message>
            <source>Show the whole page as text</source>
            <translation>Montrer la page entière en texte</translation>
        </message>
        <message>
            <source>This part is wrong…</source>
            <translation>Cette partie n’est pas la bonne…</translation>
        </message>
        <message>
            <source>Back to what Tidemark chose</source>
            <translation>Revenir au choix de Tidemark</translation>
        </message>
    </context>
    <context>
        <name>ui::Refusal</name>
        <message>
            <source>&amp;Try again</source>
            <translation>&amp;Réessayer</translation>
        </message>
        <message>
            <source>&amp;Choose another library…</source>
            <translation>&amp;Choisir une autre bibliothèque…</translation>
        </message>
        <message>
            <source>&amp;Start with a new library</source>
            <translation>&amp;Commencer une nouvelle bibliothèque</translation>
        </message>
        <message>
            <source>Makes %1</source>
            <translation>Crée %1</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Fermer</translation>
        </message>
    </context>
    <context>
        <name>ui::RememberedSites</name>
        <message>
            <source>Sites shown in another way</source>
            <translation>Sites montrés autrement</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Annuler</translation>
        </message>
        <message>
            <source>None. In the reader, + and − show more or less of a page than Tidemark chose, W the whole page, P another part of it; it is remembered for the site.</source>
            <translation>Aucun. Dans le lecteur, + et − montrent plus ou moins d’une page que le choix de Tidemark, W la page entière, P une autre de ses parties ; cela est retenu pour le site.</translation>
        </message>
        <message>
            <source>New captures of these sites are shown so. Kept pages follow with “Extract all pages again” in the Library.</source>
            <translation>Les nouvelles captures de ces sites sont montrées ainsi. Les pages conservées suivent avec « Extraire à nouveau toutes les pages » dans la Bibliothèque.</translation>
        </message>
        <message>
            <source>%1: %2 · %3</source>
            <translation>%1 : %2 · %3</translation>
        </message>
        <message numerus="yes">
            <source>%Ln page(s)</source>
            <translation>
                <numerusform>%Ln page</numerusform>
                <numerusform>%Ln pages</numerusform>
            </translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Retirer</translation>
        </message>
        <message>
            <source>Remove what is remembered for %1</source>
            <translation>Retirer ce qui est retenu pour %1</translation>
        </message>
        <message>
            <source>Nothing is remembered for %1 any more.</source>
            <translation>Plus rien n’est retenu pour %1.</translation>
        </message>
    </context>
    <context>
        <name>ui::SaidLine</name>
        <message>
            <source>&amp;Undo</source>
            <translation>A&amp;nnuler</translation>
        </message>
    </context>
    <context>
        <name>ui::SessionCharts</name>
        <message>
            <source>–</source>
            <comment>a number that is not known yet</comment>
            <translation>–</translation>
        </message>
        <message>
            <source>%1 ms</source>
            <translation>%1 ms</translation>
        </message>
        <message>
            <source>Of the last minute while requests are under way, then of the whole run.</source>
            <translation>De la dernière minute tant que des requêtes sont en cours, puis de toute la série.</translation>
        </message>
        <message>
            <source>Each page, picture and further attempt is a request of its own. The tabs above the list count links.</source>
            <translation>Chaque page, image et nouvel essai est une requête à part. Les onglets au-dessus de la liste comptent les liens.</translation>
        </message>
        <message>
            <source>Half of all answers took no longer than p50, nine of ten no longer than p90, 99 of 100 no longer than p99.
A percentile is told once ten answers lie beyond it: p50 from 20 answers on, p90 from 100, p99 from 1,000.</source>
            <translation>La moitié des réponses n’ont pas pris plus que p50, neuf sur dix pas plus que p90, 99 sur 100 pas plus que p99.
Un centile est donné dès que dix réponses se trouvent au-delà : p50 à partir de 20 réponses, p90 à partir de 100, p99 à partir de 1 000.</translation>
        </message>
        <message numerus="yes">
            <source>%Ln in flight</source>
            <comment>requests</comment>
            <translation>
                <numerusform>%Ln en cours</numerusform>
                <numerusform>%Ln en cours</numerusform>
            </translation>
        </message>
        <message>
            <source>Requests: %1 answered, %2 failed, %3</source>
            <translation>Requêtes : %1 avec réponse, %2 en échec, %3</translation>
        </message>
        <message>
            <source>Requests: %1 answered, %2</source>
            <translation>Requêtes : %1 avec réponse, %2</translation>
        </message>
        <message>
            <source>%1 requests / min</source>
            <translation>%1 requêtes / min</translation>
        </message>
        <message>
            <source>%1 requests / min in the last run (%2)</source>
            <extracomment>%1: "4.1 s". Of the run that has just ended.</extracomment>
            <translation>%1 requêtes / min dans la dernière série (%2)</translation>
        </message>
        <message numerus="yes">
            <source>%Ln request(s) in the last run (%1)</source>
            <translation>
                <numerusform>%Ln requête dans la dernière série (%1)</numerusform>
                <numerusform>%Ln requêtes dans la dernière série (%1)</numerusform>
            </translation>
        </message>
        <message>
            <source>Latency   p50 %1   p90 %2   p99 %3</source>
            <translation>Latence   p50 %1   p90 %2   p99 %3</translation>
        </message>
        <message numerus="yes">
            <source>%1 needs %Ln answer(s)</source>
            <extracomment>%1: p50, p90 or p99</extracomment>
            <translation>
                <numerusform>%1 demande %Ln réponse</numerusform>
                <numerusform>%1 demande %Ln réponses</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ui::SettingsScreen</name>
        <message>
            <source>&amp;Settings</source>
            <translation>&amp;Paramètres</translation>
        </message>
        <message>
            <source>%1 to %2%3; normally %4. %5</source>
            <translation>De %1 à %2%3 ; normalement %4. %5</translation>
        </message>
        <message>
            <source>Appearance</source>
            <translation>Apparence</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>Comme le système</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>Clair</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>Sombre</translation>
        </message>
        <message>
            <source>&amp;Theme</source>
            <translation>&amp;Thème</translation>
        </message>
        <message>
            <source>Archiving</source>
            <translation>Archivage</translation>
        </message>
        <message>
            <source>&amp;In flight in all</source>
            <translation>&amp;En cours en tout</translation>
        </message>
        <message>
            <source>How many pages and pictures are asked for at the same time.</source>
            <translation>Combien de pages et d’images sont demandées en même temps.</translation>
        </message>
        <message>
            <source>In fli&amp;ght to one host</source>
            <translation>En cours &amp;vers un même hôte</translation>
        </message>
        <message>
            <source>A site that is asked more often may answer less.</source>
            <translation>Un site trop sollicité peut répondre moins.</translation>
        </message>
        <message>
            <source>Atte&amp;mpts</source>
            <translation>Tentative&amp;s</translation>
        </message>
        <message>
            <source>How often a link is tried when what went wrong may pass.</source>
            <translation>Combien de fois un lien est essayé quand l’erreur peut passer.</translation>
        </message>
        <message>
            <source>Keep the &amp;pictures of a page</source>
            <translation>Conserver &amp;les images d’une page</translation>
        </message>
        <message>
            <source>Patience</source>
            <translation>Patience</translation>
        </message>
        <message>
            <source> s</source>
            <comment>seconds, after a number</comment>
            <translation> s</translation>
        </message>
        <message>
            <source>To &amp;connect</source>
            <translation>P&amp;our se connecter</translation>
        </message>
        <message>
            <source>Until a site answers at all.</source>
            <translation>Jusqu’à ce qu’un site réponde.</translation>
        </message>
        <message>
            <source>Without a byte</source>
            <translation>Sans un octet</translation>
        </message>
        <message>
            <source>A site that falls silent does not hold up others.</source>
            <translation>Un site qui se tait ne retient pas les autres.</translation>
        </message>
        <message>
            <source>Fo&amp;r one attempt</source>
            <translation>Pou&amp;r une tentative</translation>
        </message>
        <message>
            <source>From the first byte sent to the last received, redirects included.</source>
            <translation>Du premier octet envoyé au dernier reçu, redirections comprises.</translation>
        </message>
        <message>
            <source>Sizes</source>
            <translation>Tailles</translation>
        </message>
        <message>
            <source> MiB</source>
            <comment>mebibytes, after a number</comment>
            <translation> Mio</translation>
        </message>
        <message>
            <source>O&amp;ne page</source>
            <translation>Une pa&amp;ge</translation>
        </message>
        <message>
            <source>Larger answers are not kept.</source>
            <translation>Les réponses plus grandes ne sont pas conservées.</translation>
        </message>
        <message>
            <source>&amp;One picture</source>
            <translation>Une i&amp;mage</translation>
        </message>
        <message>
            <source>Larger pictures are left out.</source>
            <translation>Les images plus grandes sont laissées de côté.</translation>
        </message>
        <message>
            <source>All pictures of a page</source>
            <translation>Toutes les images d’une page</translation>
        </message>
        <message>
            <source>What would pass it is left out.</source>
            <translation>Ce qui la dépasserait est laissé de côté.</translation>
        </message>
        <message>
            <source>Memory for pages on their way</source>
            <translation>Mémoire pour les pages en route</translation>
        </message>
        <message>
            <source>Transfers that would pass it wait.</source>
            <translation>Les transferts qui la dépasseraient attendent.</translation>
        </message>
        <message>
            <source>Network</source>
            <translation>Réseau</translation>
        </message>
        <message>
            <source>&amp;User-Agent</source>
            <translation>&amp;User-Agent</translation>
        </message>
        <message>
            <source>What sites are told about this program. Empty: as shown.</source>
            <translation>Ce qui est dit aux sites de ce programme. Vide : comme affiché.</translation>
        </message>
        <message>
            <source>None</source>
            <translation>Aucun</translation>
        </message>
        <message>
            <source>This one:</source>
            <translation>Celui-ci :</translation>
        </message>
        <message>
            <source>Pro&amp;xy</source>
            <translation>Serveur mandataire (pro&amp;xy)</translation>
        </message>
        <message>
            <source>Address of the proxy</source>
            <translation>Adresse du serveur mandataire</translation>
        </message>
        <message>
            <source>Write the proxy as http://host:port or socks5://host:port. Until then the one before holds.</source>
            <translation>Écrivez le mandataire sous la forme http://hôte:port ou socks5://hôte:port. D’ici là, le précédent reste valable.</translation>
        </message>
        <message>
            <source>A proxy looks up names by itself: whether an address is private is then judged by its name only.</source>
            <translation>Un mandataire résout les noms lui-même : le caractère privé d’une adresse n’est alors jugé que d’après son nom.</translation>
        </message>
    </context>
    <context>
        <name>ui::SnapshotStrip</name>
        <message>
            <source>Snapshots of this page</source>
            <translation>Instantanés de cette page</translation>
        </message>
        <message numerus="yes">
            <source>%n older</source>
            <translation>
                <numerusform>%n plus ancien</numerusform>
                <numerusform>%n plus anciens</numerusform>
            </translation>
        </message>
        <message>
            <source>Snapshot of %1</source>
            <translation>Instantané du %1</translation>
        </message>
        <message>
            <source>Captured %1</source>
            <translation>Capturé %1</translation>
        </message>
        <message>
            <source>Captured %1 · %2 of %3</source>
            <translation>Capturé %1 · %2 sur %3</translation>
        </message>
    </context>
    <context>
        <name>ui::SourceView</name>
        <message>
            <source>Previous part</source>
            <translation>Partie précédente</translation>
        </message>
        <message>
            <source>Next part</source>
            <translation>Partie suivante</translation>
        </message>
        <message>
            <source>Received source</source>
            <translation>Source reçue</translation>
        </message>
        <message>
            <source>Received source, as it came</source>
            <translation>Source reçue, telle quelle</translation>
        </message>
        <message>
            <source>Received source, part %1 of %2</source>
            <translation>Source reçue, partie %1 sur %2</translation>
        </message>
    </context>
    <context>
        <name>ui::StartWindow</name>
        <message>
            <source>Opening the library %1</source>
            <translation>Ouverture de la bibliothèque %1</translation>
        </message>
        <message>
            <source>Progress of opening the library</source>
            <translation>Avancement de l’ouverture de la bibliothèque</translation>
        </message>
        <message>
            <source>&amp;Stop</source>
            <translation>&amp;Arrêter</translation>
        </message>
        <message>
            <source>Leaves the library as it was and closes Tidemark</source>
            <translation>Laisse la bibliothèque telle quelle et ferme Tidemark</translation>
        </message>
        <message>
            <source>This library was made by an older version of Tidemark and is brought up to date, once. A copy of it as it is now stays beside it until a later start has found all well.</source>
            <translation>Cette bibliothèque vient d’une version plus ancienne de Tidemark et est mise à jour, une seule fois. Une copie d’elle telle qu’elle est maintenant reste à côté jusqu’à ce qu’un prochain démarrage ait trouvé tout en ordre.</translation>
        </message>
        <message>
            <source>Stopping …</source>
            <translation>Arrêt en cours …</translation>
        </message>
    </context>
    <context>
        <name>ui::SummaryBar</name>
        <message>
            <source>Progress of all links</source>
            <translation>Progression de tous les liens</translation>
        </message>
        <message numerus="yes">
            <source>Paused. %Ln link(s) wait; nothing new starts until you go on.</source>
            <translation>
                <numerusform>En pause. %Ln lien attend ; rien de nouveau ne commence avant que vous continuiez.</numerusform>
                <numerusform>En pause. %Ln liens attendent ; rien de nouveau ne commence avant que vous continuiez.</numerusform>
            </translation>
        </message>
        <message>
            <source>Paused. What you archive now waits until you go on.</source>
            <translation>En pause. Ce que vous archivez maintenant attend que vous continuiez.</translation>
        </message>
        <message>
            <source>%1 of %2 · %3</source>
            <translation>%1 sur %2 · %3</translation>
        </message>
        <message>
            <source>%1 · %2 left</source>
            <translation>%1 · encore %2</translation>
        </message>
        <message numerus="yes">
            <source>%Ln page(s) kept</source>
            <translation>
                <numerusform>%Ln page conservée</numerusform>
                <numerusform>%Ln pages conservées</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln failed</source>
            <translation>
                <numerusform>%Ln en échec</numerusform>
                <numerusform>%Ln en échec</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln cancelled</source>
            <translation>
                <numerusform>%Ln annulé</numerusform>
                <numerusform>%Ln annulés</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 in %2</source>
            <extracomment>12 pages kept, 1 failed in 2 min 5 s</extracomment>
            <translation>%1 en %2</translation>
        </message>
        <message>
            <source>, </source>
            <comment>between parts of a sentence</comment>
            <translation>, </translation>
        </message>
    </context>
    <context>
        <name>ui::TagEdit</name>
        <message>
            <source>Add a tag</source>
            <translation>Ajouter une étiquette</translation>
        </message>
        <message>
            <source>Several with commas between them</source>
            <translation>Plusieurs, séparées par des virgules</translation>
        </message>
        <message>
            <source>Take this tag away</source>
            <translation>Enlever cette étiquette</translation>
        </message>
        <message>
            <source>Take the tag %1 away</source>
            <translation>Enlever l’étiquette %1</translation>
        </message>
    </context>
    <context>
        <name>ui::TransferDialog</name>
        <message>
            <source>&amp;Import</source>
            <translation>&amp;Importer</translation>
        </message>
        <message>
            <source>&amp;Export</source>
            <translation>&amp;Exporter</translation>
        </message>
        <message>
            <source>&amp;Stop</source>
            <translation>&amp;Arrêter</translation>
        </message>
        <message>
            <source>Import</source>
            <translation>Importer</translation>
        </message>
        <message>
            <source>Export</source>
            <translation>Exporter</translation>
        </message>
        <message>
            <source>A folder of cached articles brings in pages as they were kept, with pictures, tags and notes. The links of a list or of a bookmarks file are archived as soon as it is read, or once archiving goes on when it is paused.</source>
            <translation>Un dossier d’articles en cache apporte les pages telles qu’elles ont été conservées, avec images, étiquettes et notes. Les liens d’une liste ou d’un fichier de signets sont archivés dès qu’il est lu, ou, si l’archivage est en pause, quand il reprend.</translation>
        </message>
        <message>
            <source>Folder or file to import</source>
            <translation>Dossier ou fichier à importer</translation>
        </message>
        <message>
            <source>&amp;Folder…</source>
            <translation>&amp;Dossier…</translation>
        </message>
        <message>
            <source>Fi&amp;le…</source>
            <translation>&amp;Fichier…</translation>
        </message>
        <message>
            <source>Capture links that are &amp;kept already once more</source>
            <translation>Capturer une fois de plus les liens déjà &amp;conservés</translation>
        </message>
        <message>
            <source>Every page of the library goes out, those in the bin excepted. Cached articles take the current snapshot of each with its pictures, tags and note; bookmarks take tags and notes.</source>
            <translation>Chaque page de la bibliothèque sort, sauf celles de la corbeille. Les articles en cache prennent l’instantané actuel de chacune avec ses images, ses étiquettes et sa note ; les signets prennent étiquettes et notes.</translation>
        </message>
        <message>
            <source>Format</source>
            <translation>Format</translation>
        </message>
        <message>
            <source>Where to</source>
            <translation>Destination</translation>
        </message>
        <message>
            <source>C&amp;hoose…</source>
            <translation>C&amp;hoisir…</translation>
        </message>
        <message>
            <source>In a folder for each &amp;year</source>
            <translation>Dans un dossier par a&amp;nnée</translation>
        </message>
        <message>
            <source>&amp;Close</source>
            <translation>Fer&amp;mer</translation>
        </message>
        <message>
            <source>Choose what to import.</source>
            <translation>Choisissez ce qu’il faut importer.</translation>
        </message>
        <message>
            <source>Choose where the export goes.</source>
            <translation>Choisissez où va l’export.</translation>
        </message>
        <message>
            <source>%1 · %2</source>
            <translation>%1 · %2</translation>
        </message>
        <message>
            <source>Stopped: %1</source>
            <translation>Arrêté : %1</translation>
        </message>
        <message>
            <source>Ended: %1</source>
            <translation>Terminé : %1</translation>
        </message>
        <message numerus="yes">
            <source>%Ln more entries are not listed here.</source>
            <translation>
                <numerusform>%Ln autre entrée n’est pas listée ici.</numerusform>
                <numerusform>%Ln autres entrées ne sont pas listées ici.</numerusform>
            </translation>
        </message>
        <message>
            <source>Archiving is paused: the links wait until it goes on.</source>
            <translation>L’archivage est en pause : les liens attendent qu’il reprenne.</translation>
        </message>
        <message numerus="yes">
            <source>%Ln links are being archived: see Archive.</source>
            <translation>
                <numerusform>%Ln lien est en cours d’archivage : voir Archiver.</numerusform>
                <numerusform>%Ln liens sont en cours d’archivage : voir Archiver.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ui::TransferResults</name>
        <message>
            <source>Only &amp;what failed</source>
            <translation>&amp;Seulement les échecs</translation>
        </message>
        <message>
            <source>The chosen entry in full</source>
            <translation>L’entrée choisie en entier</translation>
        </message>
        <message>
            <source>Result of each entry</source>
            <translation>Résultat de chaque entrée</translation>
        </message>
    </context>
    <context>
        <name>ui::WindowBanners</name>
        <message>
            <source>&amp;Keep archiving</source>
            <translation>&amp;Continuer d’archiver</translation>
        </message>
        <message>
            <source>&amp;Quit now</source>
            <translation>&amp;Quitter maintenant</translation>
        </message>
        <message>
            <source>Keep archiving (%1)</source>
            <translation>Continuer l’archivage (%1)</translation>
        </message>
        <message>
            <source>No system keychain was found: passwords are kept for this session only and are forgotten when Tidemark ends.</source>
            <translation>Aucun trousseau du système n’a été trouvé : les mots de passe ne sont gardés que pour cette session et oubliés à la fin de Tidemark.</translation>
        </message>
        <message numerus="yes">
            <source>%Ln page(s) are being archived right now. Quit, and they go back to the waiting line; the next start goes on with them and with all that waits.</source>
            <translation>
                <numerusform>%Ln page est en cours d’archivage. Si vous quittez, elle retourne dans la file ; le prochain démarrage continue avec elle et tout ce qui attend.</numerusform>
                <numerusform>%Ln pages sont en cours d’archivage. Si vous quittez, elles retournent dans la file ; le prochain démarrage continue avec elles et tout ce qui attend.</numerusform>
            </translation>
        </message>
        <message>
            <source>Keep measuring (%1)</source>
            <translation>Continuer l’essai (%1)</translation>
        </message>
        <message>
            <source>A benchmark is running. Quit, and it stops; what it measured so far is kept.</source>
            <translation>Un banc d’essai est en cours. Si vous quittez, il s’arrête ; ce qu’il a mesuré jusque-là est conservé.</translation>
        </message>
        <message>
            <source>&amp;Keep measuring</source>
            <translation>&amp;Continuer l’essai</translation>
        </message>
    </context>
    <context>
        <name>models::CourseTable</name>
        <message>
            <source>Time (s)</source>
            <translation>Temps (s)</translation>
        </message>
        <message>
            <source>Requests per minute</source>
            <translation>Requêtes par minute</translation>
        </message>
        <message>
            <source>In flight</source>
            <translation>En cours</translation>
        </message>
        <message>
            <source>Errors per second</source>
            <translation>Erreurs par seconde</translation>
        </message>
        <message>
            <source>Bytes per second</source>
            <translation>Octets par seconde</translation>
        </message>
    </context>
    <context>
        <name>models::RunListModel</name>
        <message>
            <source>%1 were wanted, held by this computer</source>
            <translation>%1 voulues, limitées par cet ordinateur</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Nom</translation>
        </message>
        <message>
            <source>When</source>
            <translation>Quand</translation>
        </message>
        <message>
            <source>Target</source>
            <translation>Cible</translation>
        </message>
        <message>
            <source>Engine</source>
            <translation>Moteur</translation>
        </message>
        <message>
            <source>Requests</source>
            <translation>Requêtes</translation>
        </message>
        <message>
            <source>In flight</source>
            <translation>En cours</translation>
        </message>
        <message>
            <source>Requests/min</source>
            <translation>Requêtes/min</translation>
        </message>
        <message>
            <source>Of possible</source>
            <translation>Du possible</translation>
        </message>
        <message>
            <source>p50</source>
            <translation>p50</translation>
        </message>
        <message>
            <source>p99</source>
            <translation>p99</translation>
        </message>
        <message>
            <source>Errors</source>
            <translation>Erreurs</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>Mémoire</translation>
        </message>
        <message>
            <source>Verdict</source>
            <translation>Verdict</translation>
        </message>
        <message>
            <source>cannot be read</source>
            <translation>illisible</translation>
        </message>
        <message>
            <source>%1 (stopped)</source>
            <comment>name of a run</comment>
            <translation>%1 (arrêté)</translation>
        </message>
    </context>
    <context>
        <name>ui::BenchmarkScreen</name>
        <message>
            <source>Replace plan</source>
            <translation>Remplacer le plan</translation>
        </message>
        <message>
            <source>The plan is kept as “%1”, in place of the one of that name.</source>
            <translation>Le plan est conservé sous « %1 », à la place de celui qui portait ce nom.</translation>
        </message>
        <message>
            <source>Start the run</source>
            <translation>Démarrer l’essai</translation>
        </message>
        <message>
            <source>Stop the run</source>
            <translation>Arrêter l’essai</translation>
        </message>
        <message>
            <source>Plan in detail</source>
            <translation>Plan en détail</translation>
        </message>
        <message>
            <source>Keep this plan</source>
            <translation>Conserver ce plan</translation>
        </message>
        <message>
            <source>Remove this plan</source>
            <translation>Retirer ce plan</translation>
        </message>
        <message>
            <source>Copy as command</source>
            <translation>Copier comme commande</translation>
        </message>
        <message>
            <source>Find among the runs</source>
            <translation>Chercher parmi les essais</translation>
        </message>
        <message>
            <source>Untick all runs</source>
            <translation>Décocher tous les essais</translation>
        </message>
        <message>
            <source>&amp;Show</source>
            <translation>&amp;Montrer</translation>
        </message>
        <message>
            <source>&amp;Lay over others</source>
            <translation>&amp;Superposer aux autres</translation>
        </message>
        <message>
            <source>&amp;Rename</source>
            <translation>&amp;Renommer</translation>
        </message>
        <message>
            <source>&amp;Pin</source>
            <translation>É&amp;pingler</translation>
        </message>
        <message>
            <source>&amp;Use its plan</source>
            <translation>&amp;Utiliser son plan</translation>
        </message>
        <message>
            <source>&amp;Copy as a sentence</source>
            <translation>&amp;Copier en une phrase</translation>
        </message>
        <message>
            <source>&amp;Export…</source>
            <translation>&amp;Exporter…</translation>
        </message>
        <message>
            <source>&amp;Delete</source>
            <translation>Supprim&amp;er</translation>
        </message>
        <message>
            <source>Not now</source>
            <translation>Pas maintenant</translation>
        </message>
        <message>
            <source>Start all the same</source>
            <translation>Démarrer quand même</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Annuler</translation>
        </message>
        <message>
            <source>Remove plan</source>
            <translation>Retirer le plan</translation>
        </message>
        <message>
            <source>The plan “%1” is removed.</source>
            <translation>Le plan « %1 » est retiré.</translation>
        </message>
        <message>
            <source>The sentence is in the clipboard.</source>
            <translation>La phrase est dans le presse-papiers.</translation>
        </message>
        <message>
            <source>Choose a run in the list first.</source>
            <translation>Choisissez d’abord un essai dans la liste.</translation>
        </message>
        <message>
            <source>The run could not start: %1</source>
            <translation>L’essai n’a pas pu démarrer : %1</translation>
        </message>
        <message>
            <source>The run is not kept: %1</source>
            <translation>L’essai n’est pas conservé : %1</translation>
        </message>
        <message numerus="yes">
            <source>At most %Ln runs lie over each other: untick one first.</source>
            <translation>
                <numerusform>Au plus %Ln essai se superpose : décochez-en un.</numerusform>
                <numerusform>Au plus %Ln essais se superposent : décochez-en un.</numerusform>
            </translation>
        </message>
        <message>
            <source>Delete runs</source>
            <translation>Supprimer des essais</translation>
        </message>
        <message numerus="yes">
            <source>%Ln run(s) deleted.</source>
            <translation>
                <numerusform>%Ln essai supprimé.</numerusform>
                <numerusform>%Ln essais supprimés.</numerusform>
            </translation>
        </message>
        <message>
            <source>&amp;Benchmark</source>
            <translation>Benchmar&amp;k</translation>
        </message>
        <message>
            <source>This run</source>
            <translation>Cet essai</translation>
        </message>
        <message>
            <source>A run goes on already. Stop it first (Esc), then start the next.</source>
            <translation>Un essai est déjà en cours. Arrêtez-le d’abord (Échap), puis démarrez le suivant.</translation>
        </message>
        <message>
            <source>This plan fires at %1, which is not this computer. Fire at servers of your own, or with their owner's consent only.</source>
            <translation>Ce plan vise %1, qui n’est pas cet ordinateur. Ne visez que vos propres serveurs, ou avec l’accord de leur propriétaire.</translation>
        </message>
        <message numerus="yes">
            <source>%Ln page(s) are being archived right now: they take their share of this computer, and the figures will be lower than they could be.</source>
            <translation>
                <numerusform>%Ln page est en cours d’archivage : elle prend sa part de cet ordinateur, et les chiffres seront plus bas qu’ils ne pourraient l’être.</numerusform>
                <numerusform>%Ln pages sont en cours d’archivage : elles prennent leur part de cet ordinateur, et les chiffres seront plus bas qu’ils ne pourraient l’être.</numerusform>
            </translation>
        </message>
        <message>
            <source>A run goes on. Wait for its end, or stop it (Esc), to look at another.</source>
            <translation>Un essai est en cours. Attendez sa fin, ou arrêtez-le (Échap), pour en regarder un autre.</translation>
        </message>
        <message>
            <source>The plan of “%1” is ready to start.</source>
            <translation>Le plan de « %1 » est prêt à démarrer.</translation>
        </message>
        <message>
            <source>The plan was changed before it started. Start it again.</source>
            <translation>Le plan a été modifié avant de démarrer. Démarrez-le de nouveau.</translation>
        </message>
        <message>
            <source>Un&amp;pin</source>
            <translation>Désé&amp;pingler</translation>
        </message>
        <message>
            <source>%1 (%2)</source>
            <comment>action and its key</comment>
            <translation>%1 (%2)</translation>
        </message>
        <message>
            <source>No run is ticked.</source>
            <translation>Aucun essai n’est coché.</translation>
        </message>
        <message>
            <source>How does this client compare?</source>
            <translation>Que vaut ce client ?</translation>
        </message>
        <message>
            <source>Clients are being compared. Wait for their end, or stop them, before you start a run.</source>
            <translation>Des clients sont en train d’être comparés. Attendez la fin, ou arrêtez-les, avant de lancer un essai.</translation>
        </message>
        <message>
            <source>A run goes on. Wait for its end, or stop it, before clients are compared.</source>
            <translation>Un essai est en cours. Attendez sa fin, ou arrêtez-le, avant de comparer des clients.</translation>
        </message>
    </context>
    <context>
        <name>ui::ChartBoard</name>
        <message>
            <source>Requests per minute over time, with the ceiling</source>
            <translation>Requêtes par minute au fil du temps, avec le plafond</translation>
        </message>
        <message>
            <source>What the third chart shows</source>
            <translation>Ce que montre le troisième graphique</translation>
        </message>
        <message>
            <source>In flight</source>
            <translation>En cours</translation>
        </message>
        <message>
            <source>Errors per second</source>
            <translation>Erreurs par seconde</translation>
        </message>
        <message>
            <source>Bytes per second</source>
            <translation>Octets par seconde</translation>
        </message>
        <message>
            <source>Requests per minute; dashed: the ceiling</source>
            <translation>Requêtes par minute ; en tirets : le plafond</translation>
        </message>
        <message>
            <source>How many took how long</source>
            <translation>Combien ont pris combien de temps</translation>
        </message>
        <message>
            <source>How long they took, over time</source>
            <translation>Temps pris, au fil de l’essai</translation>
        </message>
        <message>
            <source>Succeeded per minute; dashed: the mean ceiling</source>
            <translation>Réussies par minute ; en tirets : le plafond moyen</translation>
        </message>
        <message>
            <source>Succeeded requests per minute over time, with the mean ceiling</source>
            <translation>Requêtes réussies par minute au fil du temps, avec le plafond moyen</translation>
        </message>
        <message>
            <source>Succeeded per minute</source>
            <translation>Réussies par minute</translation>
        </message>
        <message>
            <source>Succeeded requests per minute over time</source>
            <translation>Requêtes réussies par minute au fil du temps</translation>
        </message>
        <message>
            <source>Where the time went</source>
            <translation>Où le temps est passé</translation>
        </message>
        <message>
            <source>response time</source>
            <translation>temps de réponse</translation>
        </message>
        <message>
            <source>service time</source>
            <translation>temps de service</translation>
        </message>
        <message>
            <source>How long they took since they were due, over time</source>
            <translation>Temps pris depuis l’échéance, au fil du temps</translation>
        </message>
        <message>
            <source>How many requests took how long: response time, and service time over it</source>
            <translation>Combien de requêtes ont pris quel temps : temps de réponse et, par-dessus, temps de service</translation>
        </message>
        <message>
            <source>How many requests took how long</source>
            <translation>Combien de requêtes ont duré combien de temps</translation>
        </message>
        <message>
            <source>Succeeded per minute; dashed: the target rate</source>
            <translation>Réussies par minute ; en tirets : le débit visé</translation>
        </message>
        <message>
            <source>Succeeded requests per minute over time, with the target rate</source>
            <translation>Requêtes réussies par minute au fil du temps, avec le débit visé</translation>
        </message>
    </context>
    <context>
        <name>ui::CourseChart</name>
        <message>
            <source>%1 s</source>
            <translation>%1 s</translation>
        </message>
        <message>
            <source>%1 min</source>
            <translation>%1 min</translation>
        </message>
        <message>
            <source>%1 h</source>
            <translation>%1 h</translation>
        </message>
    </context>
    <context>
        <name>ui::FileField</name>
        <message>
            <source>Choose the file: %1</source>
            <translation>Choisir le fichier : %1</translation>
        </message>
    </context>
    <context>
        <name>ui::HeatMap</name>
        <message>
            <source>%1 ms</source>
            <translation>%1 ms</translation>
        </message>
        <message>
            <source>%1 s</source>
            <translation>%1 s</translation>
        </message>
        <message>
            <source>How long requests took, over time</source>
            <translation>Temps pris par les requêtes, au fil de l’essai</translation>
        </message>
        <message>
            <source>Between %1 and %2</source>
            <translation>Entre %1 et %2</translation>
        </message>
        <message numerus="yes">
            <source>after %1: %Ln request(s) of %2 to %3</source>
            <translation>
                <numerusform>après %1 : %Ln requête de %2 à %3</numerusform>
                <numerusform>après %1 : %Ln requêtes de %2 à %3</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ui::HistoryPane</name>
        <message>
            <source>Runs</source>
            <translation>Essais</translation>
        </message>
        <message>
            <source>Find among the runs</source>
            <translation>Chercher parmi les essais</translation>
        </message>
        <message>
            <source>No run is kept yet</source>
            <translation>Aucun essai n’est conservé</translation>
        </message>
        <message>
            <source>Each run that ends is kept here: to look at again, to compare, to export.</source>
            <translation>Chaque essai terminé est conservé ici : pour le revoir, le comparer, l’exporter.</translation>
        </message>
        <message>
            <source>Nothing found</source>
            <translation>Rien trouvé</translation>
        </message>
        <message>
            <source>No run holds all these words.</source>
            <translation>Aucun essai ne contient tous ces mots.</translation>
        </message>
    </context>
    <context>
        <name>ui::LoadSession</name>
        <message>
            <source>A benchmark is running</source>
            <translation>Un banc d’essai est en cours</translation>
        </message>
        <message>
            <source>It was stopped before the first answer.</source>
            <translation>Il a été arrêté avant la première réponse.</translation>
        </message>
        <message>
            <source>The test server ended before the first answer.</source>
            <translation>Le serveur d’essai s’est arrêté avant la première réponse.</translation>
        </message>
    </context>
    <context>
        <name>ui::NumbersPanel</name>
        <message>
            <source>So many of 100 answers took no longer. A percentile is told once ten answers lie beyond it: p50 from 20 answers on, p90 from 100, p99 from 1,000, p99.9 from 10,000.</source>
            <translation>Tant de réponses sur 100 n’ont pas pris plus longtemps. Un centile est donné dès que dix réponses le dépassent : p50 à partir de 20 réponses, p90 de 100, p99 de 1 000, p99,9 de 10 000.</translation>
        </message>
        <message>
            <source>requests / min</source>
            <translation>requêtes / min</translation>
        </message>
        <message>
            <source>of possible</source>
            <translation>du possible</translation>
        </message>
        <message>
            <source>How near the run comes to what is possible: its steady part against the ceiling, that is requests in flight ÷ the server's mean delay. A run too short for a steady part is held, at its end, against the best time that the delays of the built-in server allow.</source>
            <translation>À quel point l’essai approche de ce qui est possible : son régime établi par rapport au plafond, soit requêtes en cours ÷ délai moyen du serveur. Un essai trop court pour un régime établi est comparé, à sa fin, au meilleur temps que permettent les délais du serveur intégré.</translation>
        </message>
        <message>
            <source>in flight</source>
            <translation>en cours</translation>
        </message>
        <message>
            <source>errors</source>
            <translation>erreurs</translation>
        </message>
        <message>
            <source>elapsed</source>
            <translation>durée</translation>
        </message>
        <message>
            <source>p50</source>
            <translation>p50</translation>
        </message>
        <message>
            <source>p90</source>
            <translation>p90</translation>
        </message>
        <message>
            <source>p99</source>
            <translation>p99</translation>
        </message>
        <message>
            <source>p99.9</source>
            <translation>p99.9</translation>
        </message>
        <message>
            <source>completed</source>
            <translation>terminées</translation>
        </message>
        <message>
            <source>left</source>
            <translation>reste</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <comment>what a figure is, and the figure</comment>
            <translation>%1 : %2</translation>
        </message>
        <message>
            <source>%1 · %2</source>
            <comment>number of errors, and their share</comment>
            <translation>%1 · %2</translation>
        </message>
        <message>
            <source>not sent</source>
            <translation>non envoyées</translation>
        </message>
        <message>
            <source>received / s</source>
            <translation>reçu / s</translation>
        </message>
        <message>
            <source>succeeded / min</source>
            <translation>réussies / min</translation>
        </message>
        <message>
            <source>response %1</source>
            <comment>response time: p50 and so on</comment>
            <translation>réponse %1</translation>
        </message>
        <message>
            <source>of target sent</source>
            <translation>du débit visé</translation>
        </message>
    </context>
    <context>
        <name>ui::PlanForm</name>
        <message>
            <source>File of links</source>
            <translation>Fichier de liens</translation>
        </message>
        <message>
            <source>File to send as body</source>
            <translation>Fichier à envoyer comme corps</translation>
        </message>
        <message>
            <source>Keep connections open</source>
            <translation>Garder les connexions ouvertes</translation>
        </message>
        <message>
            <source>Follow redirects within the server</source>
            <translation>Redirections du même serveur</translation>
        </message>
        <message>
            <source>Plan</source>
            <translation>Plan</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Nom</translation>
        </message>
        <message>
            <source>Target</source>
            <translation>Cible</translation>
        </message>
        <message>
            <source>The built-in test server</source>
            <translation>Le serveur d’essai intégré</translation>
        </message>
        <message>
            <source>A link</source>
            <translation>Un lien</translation>
        </message>
        <message>
            <source>Links of a file</source>
            <translation>Les liens d’un fichier</translation>
        </message>
        <message>
            <source>Fire at</source>
            <translation>Viser</translation>
        </message>
        <message>
            <source>Link</source>
            <translation>Lien</translation>
        </message>
        <message>
            <source>{} becomes the number of the request: 1, 2, 3 …</source>
            <translation>{} devient le numéro de la requête : 1, 2, 3 …</translation>
        </message>
        <message>
            <source>File</source>
            <translation>Fichier</translation>
        </message>
        <message>
            <source>Test server</source>
            <translation>Serveur d’essai</translation>
        </message>
        <message>
            <source>none</source>
            <translation>aucun</translation>
        </message>
        <message>
            <source>none</source>
            <comment>warm-up</comment>
            <translation>aucune</translation>
        </message>
        <message>
            <source>Delay</source>
            <translation>Délai</translation>
        </message>
        <message>
            <source>0:3 draws whole seconds, 0:3000ms whole milliseconds. Empty: it answers at once.</source>
            <translation>0:3 tire des secondes entières, 0:3000ms des millisecondes entières. Vide : il répond aussitôt.</translation>
        </message>
        <message>
            <source> bytes</source>
            <comment>after a number</comment>
            <translation> octets</translation>
        </message>
        <message>
            <source>Body</source>
            <translation>Corps</translation>
        </message>
        <message>
            <source>The same seed draws the same delays.</source>
            <translation>La même graine tire les mêmes délais.</translation>
        </message>
        <message>
            <source>Seed</source>
            <translation>Graine</translation>
        </message>
        <message>
            <source>How much</source>
            <translation>Combien</translation>
        </message>
        <message>
            <source>as many as fit in the time</source>
            <translation>autant que le temps permet</translation>
        </message>
        <message>
            <source>Requests</source>
            <translation>Requêtes</translation>
        </message>
        <message>
            <source>until all are sent</source>
            <translation>jusqu’à ce que toutes soient envoyées</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>Durée</translation>
        </message>
        <message>
            <source>In flight</source>
            <translation>En cours</translation>
        </message>
        <message>
            <source>What is sent in this time is left out of every figure.</source>
            <translation>Ce qui est envoyé pendant ce temps ne compte dans aucun chiffre.</translation>
        </message>
        <message>
            <source>Warm-up</source>
            <translation>Mise en train</translation>
        </message>
        <message>
            <source>Engine</source>
            <translation>Moteur</translation>
        </message>
        <message>
            <source>Fired by</source>
            <translation>Envoyées par</translation>
        </message>
        <message>
            <source>Request</source>
            <translation>Requête</translation>
        </message>
        <message>
            <source>Method</source>
            <translation>Méthode</translation>
        </message>
        <message>
            <source>Name: value, a line each</source>
            <translation>Nom : valeur, un par ligne</translation>
        </message>
        <message>
            <source>Header</source>
            <translation>En-têtes</translation>
        </message>
        <message>
            <source>A connection for each request, which the server has to close. QNetworkAccessManager does not close it: a server that leaves it open is asked over it again.</source>
            <translation>Une connexion par requête, que le serveur doit fermer. QNetworkAccessManager ne la ferme pas : un serveur qui la laisse ouverte est interrogé de nouveau par elle.</translation>
        </message>
        <message>
            <source>Patience</source>
            <translation>Patience</translation>
        </message>
        <message>
            <source>To connect</source>
            <translation>Pour se connecter</translation>
        </message>
        <message>
            <source>Whole request</source>
            <translation>Requête entière</translation>
        </message>
        <message>
            <source>“%1” is no header field: write Name: value, a line each.</source>
            <translation>« %1 » n’est pas un en-tête : écrivez Nom: valeur, un par ligne.</translation>
        </message>
        <message>
            <source>The seed has to be a whole number, 0 or more.</source>
            <translation>La graine doit être un nombre entier, 0 ou plus.</translation>
        </message>
        <message>
            <source>Certificates of the authorities to trust</source>
            <translation>Certificats des autorités de confiance</translation>
        </message>
        <message>
            <source>Take any certificate</source>
            <translation>Accepter tout certificat</translation>
        </message>
        <message>
            <source>one a core</source>
            <translation>un par cœur</translation>
        </message>
        <message>
            <source>One for each core that the program may use, at most 8.</source>
            <translation>Un pour chaque cœur que le programme peut utiliser, 8 au plus.</translation>
        </message>
        <message>
            <source>Threads</source>
            <translation>Fils d’exécution</translation>
        </message>
        <message>
            <source>Over https</source>
            <translation>En https</translation>
        </message>
        <message>
            <source>PEM. Empty: those of this computer.</source>
            <translation>PEM. Vide : ceux de cet ordinateur.</translation>
        </message>
        <message>
            <source>Authorities</source>
            <translation>Autorités</translation>
        </message>
        <message>
            <source>as answers come</source>
            <comment>requests go out</comment>
            <translation>au fil des réponses</translation>
        </message>
        <message>
            <source>none</source>
            <comment>stages</comment>
            <translation>aucun</translation>
        </message>
        <message>
            <source>Requests go out when they are due, whenever answers come; at most “In flight” at a time.</source>
            <translation>Les requêtes partent quand elles sont dues, quand que viennent les réponses ; au plus « En cours » à la fois.</translation>
        </message>
        <message>
            <source>Rate</source>
            <translation>Débit</translation>
        </message>
        <message>
            <source>Stages</source>
            <translation>Paliers</translation>
        </message>
        <message>
            <source>500:30 1000:60 goes to 500 a second within 30 s, then to 1,000 within 60 s. Stages say how many requests there are and how long it takes.</source>
            <translation>500:30 1000:60 va jusqu’à 500 par seconde en 30 s, puis 1 000 en 60 s. Les paliers disent combien de requêtes il y a et combien de temps cela dure.</translation>
        </message>
        <message>
            <source>as the whole request</source>
            <translation>comme la requête entière</translation>
        </message>
        <message>
            <source>First byte</source>
            <translation>Premier octet</translation>
        </message>
        <message>
            <source>“%1” is no stage: write requests a second and seconds, such as 500:30.</source>
            <translation>« %1 » n’est pas un palier : écrivez des requêtes par seconde et des secondes, comme 500:30.</translation>
        </message>
        <message>
            <source>the system&apos;s choice</source>
            <translation>au choix du système</translation>
        </message>
        <message>
            <source>Addresses of this computer, with spaces between them: each has ports of its own.</source>
            <translation>Adresses de cet ordinateur, séparées par des espaces : chacune a ses propres ports.</translation>
        </message>
        <message>
            <source>Come from</source>
            <translation>Venir de</translation>
        </message>
    </context>
    <context>
        <name>ui::PlanList</name>
        <message>
            <source>%1 requests, %2 at a time</source>
            <translation>%1, %2 à la fois</translation>
        </message>
        <message>
            <source>Plans</source>
            <translation>Plans</translation>
        </message>
        <message>
            <source>The article's ladder</source>
            <translation>L’échelle de l’article</translation>
        </message>
        <message>
            <source>%1, %2</source>
            <comment>time and memory</comment>
            <translation>%1, %2</translation>
        </message>
        <message>
            <source>article %1 · possible %2</source>
            <extracomment>how long the article took, and how long it takes at best</extracomment>
            <translation>article %1 · possible %2</translation>
        </message>
        <message>
            <source>“Making 1 million requests with python-aiohttp”: %1 with the test server's delay of %2 whole seconds. The article took %3; the delays alone take %4.</source>
            <translation>« Making 1 million requests with python-aiohttp » : %1 avec le délai du serveur d’essai de %2 secondes entières. L’article a pris %3 ; les délais seuls prennent %4.</translation>
        </message>
        <message>
            <source>Your plans</source>
            <translation>Vos plans</translation>
        </message>
    </context>
    <context>
        <name>ui::PlanPanel</name>
        <message>
            <source>The plan “%1” is back as it was.</source>
            <translation>Le plan « %1 » est de nouveau comme avant.</translation>
        </message>
        <message>
            <source>%1 (%2)</source>
            <comment>action and its key</comment>
            <translation>%1 (%2)</translation>
        </message>
        <message>
            <source>Start</source>
            <translation>Démarrer</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>Arrêter</translation>
        </message>
        <message>
            <source>What to run</source>
            <translation>Que lancer</translation>
        </message>
        <message>
            <source>Start (%1)</source>
            <translation>Démarrer (%1)</translation>
        </message>
        <message>
            <source>Stop (%1)</source>
            <translation>Arrêter (%1)</translation>
        </message>
        <message>
            <source>The plan is kept as “%1”.</source>
            <translation>Le plan est conservé sous « %1 ».</translation>
        </message>
        <message>
            <source>Stopping …</source>
            <translation>Arrêt …</translation>
        </message>
        <message numerus="yes">
            <source>%Ln request(s)</source>
            <translation>
                <numerusform>%Ln requête</numerusform>
                <numerusform>%Ln requêtes</numerusform>
            </translation>
        </message>
        <message>
            <source>as many requests as fit</source>
            <translation>autant de requêtes que possible</translation>
        </message>
        <message>
            <source>%1, %2 in flight
Expected: %3</source>
            <extracomment>100 requests, 10 in flight · expected: 2 min 30 s</extracomment>
            <translation>%1, %2 en cours
Prévu : %3</translation>
        </message>
        <message>
            <source>unknown, like the server's delay</source>
            <translation>inconnu, comme le délai du serveur</translation>
        </message>
        <message>
            <source>Give the plan a name, then keep it.</source>
            <translation>Donnez un nom au plan, puis conservez-le.</translation>
        </message>
        <message>
            <source>Choose one of your own plans: the steps of the article stay.</source>
            <translation>Choisissez un de vos plans : les étapes de l’article restent.</translation>
        </message>
        <message>
            <source>The command is in the clipboard.</source>
            <translation>La commande est dans le presse-papiers.</translation>
        </message>
        <message>
            <source>%1 when they are due, at most %2 in flight
Expected: %3</source>
            <translation>%1 quand elles sont dues, au plus %2 en cours
Durée prévue : %3</translation>
        </message>
    </context>
    <context>
        <name>ui::ResultPanel</name>
        <message>
            <source>Copy this table</source>
            <translation>Copier ce tableau</translation>
        </message>
        <message>
            <source>Latencies</source>
            <translation>Latences</translation>
        </message>
        <message>
            <source>Outcomes</source>
            <translation>Issues</translation>
        </message>
        <message>
            <source>What was used</source>
            <translation>Ce qui a été utilisé</translation>
        </message>
        <message>
            <source>The result stands here once a run has ended.</source>
            <translation>Le résultat se trouve ici quand un essai est terminé.</translation>
        </message>
        <message>
            <source>Where the time went</source>
            <translation>Où le temps est passé</translation>
        </message>
    </context>
    <context>
        <name>ui::RunCommands</name>
        <message>
            <source>Written to %1.</source>
            <translation>Écrit dans %1.</translation>
        </message>
    </context>
    <context>
        <name>ui::RunExport</name>
        <message>
            <source>&amp;Report: one HTML page with pictures</source>
            <translation>&amp;Rapport : une page HTML avec des images</translation>
        </message>
        <message>
            <source>&amp;JSON: the result and its course</source>
            <translation>&amp;JSON : le résultat et son cours</translation>
        </message>
        <message>
            <source>&amp;CSV: the course, a row a point</source>
            <translation>&amp;CSV : le cours, une ligne par point</translation>
        </message>
        <message>
            <source>&amp;HdrHistogram: the latencies</source>
            <translation>&amp;HdrHistogram : les latences</translation>
        </message>
        <message>
            <source>Export the run</source>
            <translation>Exporter l’essai</translation>
        </message>
        <message>
            <source>%1 (one run alone)</source>
            <comment>a format to export as</comment>
            <translation>%1 (un seul essai)</translation>
        </message>
        <message numerus="yes">
            <source>%Ln run(s) into one file</source>
            <translation>
                <numerusform>%Ln essai dans un fichier</numerusform>
                <numerusform>%Ln essais dans un fichier</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ui::RunView</name>
        <message>
            <source>Copy this sentence</source>
            <translation>Copier cette phrase</translation>
        </message>
        <message>
            <source>How the runs differ</source>
            <translation>En quoi les essais diffèrent</translation>
        </message>
        <message>
            <source>Progress of the run</source>
            <translation>Avancement de l’essai</translation>
        </message>
        <message>
            <source>Charts</source>
            <translation>Graphiques</translation>
        </message>
        <message>
            <source>Result</source>
            <translation>Résultat</translation>
        </message>
        <message>
            <source>Comparison</source>
            <translation>Comparaison</translation>
        </message>
        <message>
            <source>Preparing …</source>
            <translation>Préparation …</translation>
        </message>
        <message>
            <source>Running</source>
            <translation>En cours</translation>
        </message>
        <message>
            <source>Stopping: what is in flight ends …</source>
            <translation>Arrêt : ce qui est en cours se termine …</translation>
        </message>
        <message>
            <source>Warming up: nothing of it counts</source>
            <translation>Mise en train : rien n’en compte</translation>
        </message>
        <message>
            <source>Running: %1</source>
            <translation>En cours : %1</translation>
        </message>
        <message>
            <source>All are sent: %1, waiting for the last answers</source>
            <translation>Toutes sont envoyées : %1, les dernières réponses sont attendues</translation>
        </message>
        <message>
            <source>%1 · %2</source>
            <comment>name of a run, and its verdict</comment>
            <translation>%1 · %2</translation>
        </message>
        <message>
            <source>Choose a plan and press Start: the first one repeats the article's first step.</source>
            <translation>Choisissez un plan et pressez Démarrer : le premier répète la première étape de l’article.</translation>
        </message>
        <message>
            <source>Tick two runs or more in the list below to see how they differ.</source>
            <translation>Cochez deux essais ou plus dans la liste ci-dessous pour voir en quoi ils diffèrent.</translation>
        </message>
        <message>
            <source>%1 · %2</source>
            <comment>how far the run is, and what was not sent</comment>
            <translation>%1 · %2</translation>
        </message>
        <message numerus="yes">
            <source>%Ln due request(s) not sent so far</source>
            <translation>
                <numerusform>%Ln requête due n’est pas encore partie</numerusform>
                <numerusform>%Ln requêtes dues ne sont pas encore parties</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>ui::SecondsBox</name>
        <message>
            <source> s</source>
            <comment>seconds, after a number</comment>
            <translation> s</translation>
        </message>
    </context>
    <context>
        <name>ui::StartGate</name>
        <message>
            <source>After the run</source>
            <translation>Après l’essai</translation>
        </message>
        <message>
            <source>Archive now</source>
            <translation>Archiver maintenant</translation>
        </message>
        <message>
            <source>A benchmark is running: archiving now would spoil its figures.</source>
            <translation>Un banc d’essai est en cours : archiver maintenant fausserait ses chiffres.</translation>
        </message>
        <message>
            <source>The benchmark has ended.</source>
            <translation>Le banc d’essai est terminé.</translation>
        </message>
        <message>
            <source>A benchmark is running: links wait until it has ended.</source>
            <translation>Un banc d’essai est en cours : les liens attendent qu’il soit terminé.</translation>
        </message>
    </context>
    <context>
        <name>ui::RateBox</name>
        <message>
            <source> a second</source>
            <comment>after a number of requests</comment>
            <translation> par seconde</translation>
        </message>
    </context>
    <context>
        <name>models::PeerTable</name>
        <message>
            <source>Client</source>
            <translation>Client</translation>
        </message>
        <message>
            <source>Requests/min</source>
            <translation>Requêtes/min</translation>
        </message>
        <message>
            <source>CPU for 1,000</source>
            <translation>CPU pour 1 000</translation>
        </message>
        <message>
            <source>Peak memory</source>
            <translation>Mémoire max.</translation>
        </message>
        <message>
            <source>Errors</source>
            <translation>Erreurs</translation>
        </message>
        <message>
            <source>Server busy</source>
            <translation>Serveur occupé</translation>
        </message>
        <message>
            <source>What it is</source>
            <translation>Ce que c’est</translation>
        </message>
        <message>
            <source>Fires now …</source>
            <translation>En cours…</translation>
        </message>
        <message>
            <source>Server-bound: it could do more. Compare the CPU.</source>
            <translation>Limité par le serveur : il pourrait faire plus. Comparez le CPU.</translation>
        </message>
        <message>
            <source>Stopped before it had ended.</source>
            <translation>Arrêté avant la fin.</translation>
        </message>
        <message>
            <source>Each fires for %1 s over %2 connections that stay open at a test server on this computer that answers with %3. Threads of those that can be told: %4; “sequential” has one connection.</source>
            <translation>Chacun envoie des requêtes pendant %1 s sur %2 connexions qui restent ouvertes, à un serveur d’essai de cet ordinateur qui répond %3. Fils d’exécution de ceux à qui l’on peut le dire : %4 ; « sequential » a une seule connexion.</translation>
        </message>
    </context>
    <context>
        <name>ui::PeerChart</name>
        <message>
            <source>Requests/min</source>
            <translation>Requêtes/min</translation>
        </message>
        <message>
            <source>Server-bound</source>
            <translation>Limité par le serveur</translation>
        </message>
        <message>
            <source>Requests per minute of each client</source>
            <translation>Requêtes par minute de chaque client</translation>
        </message>
        <message>
            <source>%1: %2 requests/min</source>
            <translation>%1 : %2 requêtes/min</translation>
        </message>
    </context>
    <context>
        <name>ui::PeerDialog</name>
        <message numerus="yes">
            <source>%Ln client(s) failed: the table says why.</source>
            <translation>
                <numerusform>%Ln client a échoué : le tableau dit pourquoi.</numerusform>
                <numerusform>%Ln clients ont échoué : le tableau dit pourquoi.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Start runs the %Ln client(s) that are installed, which takes %1.</source>
            <translation>
                <numerusform>Démarrer lance le %Ln client qui est installé, ce qui prend %1.</numerusform>
                <numerusform>Démarrer lance les %Ln clients qui sont installés, ce qui prend %1.</numerusform>
            </translation>
        </message>
        <message>
            <source>How does this client compare?</source>
            <translation>Que vaut ce client ?</translation>
        </message>
        <message>
            <source>Cop&amp;y as text</source>
            <translation>Cop&amp;ier en texte</translation>
        </message>
        <message>
            <source>S&amp;top</source>
            <translation>A&amp;rrêter</translation>
        </message>
        <message>
            <source>&amp;Start</source>
            <translation>&amp;Démarrer</translation>
        </message>
        <message>
            <source>Tidemark&apos;s engines and whichever of aiohttp, wrk, hey, ab, h2load, oha, k6 and autocannon are installed do the same work, one after the other, each against a test server of its own. For figures that mean something, let nothing else run meanwhile.</source>
            <translation>Les moteurs de Tidemark et ceux de aiohttp, wrk, hey, ab, h2load, oha, k6 et autocannon qui sont installés font le même travail, l’un après l’autre, chacun face à un serveur d’essai à lui. Pour des chiffres qui veulent dire quelque chose, ne laissez rien d’autre tourner pendant ce temps.</translation>
        </message>
        <message>
            <source>Clients that are done</source>
            <translation>Clients qui ont fini</translation>
        </message>
        <message>
            <source>S&amp;econds each</source>
            <translation>S&amp;econdes chacun</translation>
        </message>
        <message>
            <source>C&amp;onnections</source>
            <translation>C&amp;onnexions</translation>
        </message>
        <message>
            <source>T&amp;hreads</source>
            <translation>Fils d’e&amp;xécution</translation>
        </message>
        <message>
            <source>&amp;Bytes an answer</source>
            <translation>Octets par ré&amp;ponse</translation>
        </message>
        <message>
            <source>Clients</source>
            <translation>Clients</translation>
        </message>
        <message>
            <source>&amp;Close</source>
            <translation>&amp;Fermer</translation>
        </message>
        <message>
            <source>%1 fires, %2 of %3.</source>
            <translation>%1 est en cours, %2 sur %3.</translation>
        </message>
        <message>
            <source>Stopped. What was measured until then stands above.</source>
            <translation>Arrêté. Ce qui a été mesuré jusque-là figure au-dessus.</translation>
        </message>
        <message>
            <source>Grey bars are server-bound: the server&apos;s core was busy above 95 % of the time. Compare their CPU.</source>
            <translation>Les barres grises sont limitées par le serveur : son cœur était occupé plus de 95 % du temps. Comparez leur CPU.</translation>
        </message>
        <message>
            <source>Nothing is measured yet</source>
            <translation>Rien n’est encore mesuré</translation>
        </message>
        <message>
            <source>The table is in the clipboard.</source>
            <translation>Le tableau est dans le presse-papiers.</translation>
        </message>
    </context>
    <context>
        <name>ui::PartChart</name>
        <message>
            <source>Where the time of the requests went</source>
            <translation>Où le temps des requêtes est passé</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <comment>what a figure is, and the figure</comment>
            <translation>%1 : %2</translation>
        </message>
    </context>
</TS>

"""What the fictional classes want to do. Nothing here comes from a real school."""

from dataclasses import dataclass

from trousse.fundraising.projects.enums import LevelGroup

M, E, C, L = LevelGroup.MATERNELLE, LevelGroup.ELEMENTAIRE, LevelGroup.COLLEGE, LevelGroup.LYCEE


@dataclass(frozen=True)
class Idea:
    """A project in three lines; the rest of its text comes from its theme."""

    theme: str
    group: LevelGroup
    title: str
    summary: str


IDEAS = (
    Idea("decouverte", E, "Cinq jours au pied des volcans", "Deux classes n’ont jamais dormi loin de la maison. En mai, elles graviront un volcan éteint et dessineront ce qu’elles y trouvent."),
    Idea("botanique", M, "Un potager en lasagnes pour comprendre le vivant", "Couche après couche, les petits montent un potager dans la cour et goûtent ce qui pousse."),
    Idea("robotique", C, "Nos robots trient les déchets de la cantine", "Les cinquièmes fabriquent un bras articulé qui reconnaît le verre, le carton et les restes."),
    Idea("mer", E, "Opération laisse de mer : lire la plage à marée basse", "Une semaine sur l’estran pour trier, peser et raconter ce que la mer rapporte."),
    Idea("scene", L, "Un opéra de poche dans le hall du lycée", "Quarante élèves écrivent, chantent et éclairent un opéra de trente minutes."),
    Idea("sport", C, "Le collège apprend à nager en rivière", "Lire le courant, s’entraider, rentrer à bon port : trois journées d’eau vive."),
    Idea("lecture", E, "La nuit des livres au gymnase", "Une nuit, deux cents coussins, des conteurs et des lampes de poche."),
    Idea("echanges", L, "Porto à vélo : nos correspondants nous attendent", "Huit jours avec les élèves d’un lycée de Porto, carnets bilingues à la main."),
    Idea("patrimoine", C, "Le lavoir du village retrouve son toit", "Relevés, maquettes et chantier-école avec un tailleur de pierre."),
    Idea("ensemble", E, "Une cour où chacun a sa place", "Les enfants redessinent la cour pour que tous jouent, en fauteuil ou non."),
    Idea("botanique", E, "La mare aux mille questions", "Creuser, remplir, attendre : qui viendra habiter la mare de l’école ?"),
    Idea("robotique", L, "Une station météo sur le toit de l’internat", "Capteurs, code et courbes : le lycée publie sa météo tous les matins."),
    Idea("decouverte", C, "Trois jours chez les tailleurs de sel", "Du marais à l’assiette, les sixièmes suivent le sel avec un carnet de croquis."),
    Idea("scene", E, "L’orchestre des casseroles", "Trente instruments construits en classe, un concert au marché du village."),
    Idea("mer", C, "Apprentis gardiens de phare", "Deux nuits sur une île pour apprendre les marées, les feux et les vents."),
    Idea("sport", E, "Du vélo pour aller à l’école", "Apprendre à rouler en ville, réparer, puis venir ensemble à vélo."),
    Idea("lecture", C, "Le journal qui sort chaque vendredi", "Une rédaction de trente journalistes, un numéro imprimé par semaine."),
    Idea("echanges", E, "Bonjour Dakar, ici la classe de CM1", "Une année de lettres, de recettes et de chansons avec une école sœur."),
    Idea("patrimoine", E, "Les blasons retrouvés de notre rue", "Une enquête d’histoire à hauteur d’enfant, du cadastre au vitrail."),
    Idea("ensemble", C, "Le café signé", "Les élèves apprennent la langue des signes et ouvrent un café mensuel au collège."),
    Idea("botanique", C, "Mille arbres, un seul trait", "Une haie de mille plants entre le collège et la route, choisie avec un forestier."),
    Idea("robotique", E, "Des lutins qui clignotent", "Coudre, câbler, programmer : un sapin géant fait par toute l’école."),
    Idea("decouverte", M, "La ferme est à quatre stations", "Trois matinées à la ferme pour traire, semer et nourrir."),
    Idea("scene", C, "Molière en jogging", "Le Malade imaginaire joué par une classe qui n’avait jamais vu de théâtre."),
    Idea("mer", L, "Mesurer la rivière, jusqu’à l’embouchure", "Les secondes suivent l’eau sur quarante kilomètres, kayak et éprouvettes."),
    Idea("sport", L, "Le handball fauteuil entre au lycée", "Six fauteuils de sport pour jouer ensemble, valides ou non."),
    Idea("lecture", L, "Slam à la bibliothèque", "Une poète en résidence, douze ateliers, une scène ouverte."),
    Idea("echanges", C, "Sur les pas d’Erasme, sac au dos", "Cinq villes, trois langues, un carnet de route commun avec un collège de Bâle."),
    Idea("patrimoine", L, "Restaurer une charrette, pièce par pièce", "L’atelier bois du lycée rend la route à une charrette de 1911."),
    Idea("ensemble", M, "La malle aux émotions", "Marionnettes, coussins et cartes pour dire ce qu’on ressent."),
    Idea("botanique", E, "Des poules au composteur", "Quatre poules, un poulailler construit en classe, des restes qui deviennent des œufs."),
    Idea("robotique", C, "Une éolienne dans la cour", "Calculer, construire, brancher : l’éolienne allumera la salle de sciences."),
    Idea("decouverte", E, "Classe de neige sans ski", "Traces d’animaux, igloos et nuits étoilées pour cinquante enfants des plaines."),
    Idea("scene", E, "Un cirque sous le préau", "Jonglage, équilibre et clowneries avec une compagnie en résidence."),
    Idea("mer", E, "Le chant des baleines en classe", "Écouter, dessiner, sculpter : une exposition sonore pour le quartier."),
    Idea("sport", C, "Grimper ensemble", "Un mur d’escalade mobile et une sortie en falaise pour finir l’année."),
    Idea("lecture", M, "Les histoires voyagent en sac", "Cent sacs à histoires, en quatre langues, à emporter le vendredi."),
    Idea("echanges", E, "La cuisine des grands-mères", "Un livre de recettes du monde, écrit et photographié par les enfants."),
    Idea("patrimoine", C, "Chanter la mine", "Témoignages d’anciens mineurs, mis en musique et joués sur le carreau."),
    Idea("ensemble", L, "Repair café au lycée", "Chaque mois, les élèves réparent les appareils du quartier."),
    Idea("decouverte", C, "Sous terre avec les spéléologues", "Deux jours pour descendre, écouter et cartographier une grotte."),
    Idea("botanique", L, "Le verger des terminales", "Chaque promotion plante un arbre ancien ; la première récolte sera pour la cantine."),
    Idea("scene", L, "La radio du soir", "Une émission en direct par semaine, préparée, animée, mixée par les élèves."),
    Idea("mer", M, "Petits pieds, grande marée", "Une journée sur le sable pour des enfants qui n’ont jamais vu la mer."),
    Idea("robotique", C, "Le sous-marin de la mare", "Un engin télécommandé pour filmer ce qui vit sous la surface."),
    Idea("sport", E, "La course aux couleurs du monde", "Chaque tour de stade raconte un pays, avec les familles."),
    Idea("lecture", E, "Un livre, un auteur, une classe", "Un auteur vient trois fois écrire avec les CM2 ; le livre sera imprimé."),
    Idea("echanges", C, "Une semaine sans frontière à Fribourg", "Théâtre en allemand le matin, cuisine commune le soir."),
    Idea("patrimoine", E, "Notre école a cent ans", "Plans, photos et voix d’anciens élèves : une exposition dans les couloirs."),
    Idea("ensemble", C, "Les ambassadeurs du silence", "Formés par une association, des élèves veillent sur ceux qu’on n’entend pas."),
    Idea("botanique", M, "La serre aux papillons", "Suivre la chenille jusqu’à l’envol, et planter ce qu’elle aime."),
    Idea("decouverte", L, "Une nuit à l’observatoire", "Télescopes, physique et silence : les premières passent la nuit au sommet."),
    Idea("scene", M, "Le théâtre d’ombres", "Une lampe, un drap, vingt-quatre loups et une chanson."),
    Idea("mer", C, "Réparer un vieux gréement", "Avec un charpentier de marine, le collège remet une barque à l’eau."),
    Idea("sport", L, "Marcher jusqu’à la mer", "Soixante kilomètres en trois jours, en autonomie, pour des lycéens des villes."),
    Idea("lecture", C, "La bande dessinée de nos quartiers", "Douze planches, douze histoires vraies, une exposition à la médiathèque."),
    Idea("echanges", M, "Dire bonjour en vingt langues", "Comptines et imagiers avec les parents, enregistrés pour tous."),
    Idea("patrimoine", L, "Le théâtre antique sort de l’oubli", "Scanner, modéliser, raconter : un site romain oublié visité en réalité augmentée."),
    Idea("ensemble", E, "Une bibliothèque pour dys", "Des livres adaptés, choisis et testés par les enfants eux-mêmes."),
    Idea("robotique", E, "L’horloge solaire qui parle", "Mesurer l’ombre, graver le temps, faire parler l’heure."),
    Idea("botanique", C, "Abeilles sur le toit", "Deux ruches, un apiculteur du quartier, un miel de collège."),
    Idea("decouverte", E, "Le canal en péniche", "Trois jours au fil de l’eau pour lire un paysage qui avance."),
    Idea("scene", C, "Le concert du dernier rang", "Ceux qui n’ont jamais joué d’instrument ont dix mois pour monter sur scène."),
    Idea("mer", E, "Un récif dans le port", "Immerger des coques de béton et compter qui s’y installe."),
    Idea("sport", C, "Double dutch à la récré", "Cordes, rythme et tournoi entre trois collèges."),
    Idea("lecture", E, "La cabane à lire", "Une cabane en bois dans la cour, construite et remplie par l’école."),
    Idea("echanges", L, "Montréal par les ondes", "Une web-radio commune avec un cégep, puis une semaine ensemble."),
    Idea("patrimoine", C, "Les carnets du poilu", "Transcrire et jouer les carnets d’un instituteur parti en 1914."),
    Idea("ensemble", E, "Le banc de l’amitié", "Un banc, une charte, des médiateurs de dix ans."),
    Idea("robotique", L, "Une prothèse imprimée pour Lou", "Concevoir et imprimer une main pour une élève du quartier."),
    Idea("botanique", E, "La forêt de poche", "Trente mètres carrés de forêt dense au milieu du bitume."),
    Idea("decouverte", C, "Bivouac en Cévennes", "Porter son sac, cuisiner pour dix, dormir sous les châtaigniers."),
    Idea("scene", E, "Danser la ville", "Une chorégraphe, trois places, cent enfants qui dansent au printemps."),
    Idea("mer", C, "Une goutte d’eau au microscope", "Filmer le plancton du port et le montrer au grand écran."),
    Idea("lecture", L, "Le procès du loup", "Plaidoiries, jury et public : le conte passe au tribunal."),
)  # fmt: skip

STORIES = {
    "botanique": "Dehors, tout commence par une question : qu’est-ce qui vit ici ? Chaque groupe tient un carnet d’observation, mesure, dessine et revient voir. Un jardinier du quartier nous conseille une fois par mois.",
    "robotique": "Nous partons d’un vrai besoin de l’école, puis nous dessinons, câblons et programmons par équipes de quatre. Ce qui ne marche pas du premier coup va dans le « mur des essais » : c’est lui qui nous apprend le plus.",
    "decouverte": "Le voyage se prépare en classe pendant des mois : cartes, budgets, menus, recherches. Sur place, les élèves tiennent un journal et, au retour, ils reçoivent les familles pour raconter.",
    "scene": "De la première lecture au dernier salut, tout est fait par les élèves : décors, lumières, musique, affiches. Une artiste nous accompagne dix après-midi.",
    "mer": "Nous observons, mesurons et comparons avec d’autres classes du littoral. Les relevés sont envoyés à un laboratoire qui les utilise vraiment.",
    "sport": "Tout le monde participe, quel que soit son niveau. Les séances alternent entraînement, entraide et découverte du milieu, avec un éducateur diplômé.",
    "lecture": "Lire, écrire, relire, dire à voix haute : le projet avance chaque semaine et se termine par quelque chose qu’on peut tenir dans ses mains.",
    "echanges": "Nous échangeons lettres, sons et recettes avec nos partenaires depuis l’automne. Se rencontrer, c’est comprendre qu’on a les mêmes blagues.",
    "patrimoine": "Nous enquêtons dans les archives et auprès des habitants, puis nous apprenons les gestes avec des artisans. Ce que nous restaurons restera à tous.",
    "ensemble": "Le projet est né d’une remarque d’élève : « il y en a toujours un qui regarde ». Nous construisons une réponse ensemble, et nous la testons.",
}
LEARNING = {
    "botanique": "Observer et mesurer le vivant\nTenir un carnet de sciences\nPrendre soin d’un lieu commun",
    "robotique": "Chercher, se tromper, recommencer\nProgrammer et mesurer\nExpliquer ce qu’on a construit",
    "decouverte": "Observer, mesurer, formuler une hypothèse\nÉcrire chaque soir une page lue par les familles\nVivre ensemble loin de la maison",
    "scene": "Dire un texte devant les autres\nÉcouter et s’accorder\nTenir un engagement jusqu’au bout",
    "mer": "Comprendre un milieu et ce qui le menace\nTrier, compter, représenter des données\nParler à des scientifiques",
    "sport": "Connaître ses forces et ses limites\nS’entraider et respecter des règles\nSe déplacer en sécurité",
    "lecture": "Écrire pour être lu\nLire à voix haute\nTravailler comme une vraie rédaction",
    "echanges": "Parler une langue pour se comprendre\nComparer sans juger\nPréparer un voyage et son budget",
    "patrimoine": "Lire une source ancienne\nApprendre un geste d’artisan\nRaconter l’histoire de son lieu",
    "ensemble": "Écouter celui qu’on n’entend pas\nDécider ensemble et s’y tenir\nRendre un lieu accueillant",
}
EXPENSES = {
    "botanique": (("Terre, plants et graines", 35, "Pépinière du canton"), ("Bois et quincaillerie", 35, "Devis comparé entre deux magasins"), ("Outils à taille d’enfant", 20, "Restent à l’école"), ("Venue d’un jardinier", 10, "Quatre matinées")),
    "robotique": (("Cartes et capteurs", 45, "Un jeu pour quatre élèves"), ("Moteurs et visserie", 30, "Devis joint"), ("Impression 3D", 15, "Fournitures"), ("Livrets", 10, "Imprimés à l’école")),
    "decouverte": (("Hébergement", 50, "Pension complète, centre agréé"), ("Car, aller et retour", 30, "Devis comparé entre trois transporteurs"), ("Animateurs", 15, "Deux journées en demi-groupes"), ("Carnets et matériel", 5, "Restent à l’école")),
    "scene": (("Intervenante", 50, "Dix après-midi"), ("Décors et costumes", 25, "Récupération d’abord"), ("Lumière et son", 20, "Location au week-end"), ("Affiches", 5, "Imprimées à l’école")),
    "mer": (("Transport", 40, "Devis comparé"), ("Encadrement en mer", 35, "Moniteurs diplômés"), ("Matériel d’observation", 20, "Reste à l’école"), ("Livret", 5, "Imprimé en mairie")),
    "sport": (("Matériel", 55, "Reste à l’établissement"), ("Éducateur diplômé", 25, "Huit séances"), ("Transport", 15, "Trois sorties"), ("Trousse de secours", 5, "Obligatoire")),
    "lecture": (("Livres et fournitures", 45, "Librairie indépendante"), ("Auteur en résidence", 35, "Tarif de la Charte"), ("Impression", 20, "Devis joint")),
    "echanges": (("Trajet", 50, "Train, tarif de groupe"), ("Accueil des correspondants", 30, "Repas et visites"), ("Carnets et enregistreurs", 20, "Restent à l’établissement")),
    "patrimoine": (("Artisan", 45, "Six journées de chantier-école"), ("Matériaux", 35, "Pierre, bois, chaux"), ("Outils", 15, "Restent à l’établissement"), ("Panneaux", 5, "Pour l’exposition")),
    "ensemble": (("Matériel adapté", 50, "Choisi avec les élèves"), ("Formation", 30, "Par une association agréée"), ("Aménagement", 15, "Peinture et bois"), ("Livrets", 5, "Faciles à lire")),
}  # fmt: skip
"""By theme: what it costs, its share of the whole in percent, and a word of justification."""
SCHOOL_PROJECT = "Axe 2 : apprendre ensemble, dehors et en faisant. Le conseil d’école l’a approuvé à l’automne."

COMMON = (
    "Le projet est inscrit dans le projet d’école. Aucune famille ne paie : ce que la commune et la coopérative ne "
    "peuvent pas porter, nous le demandons ici, et chaque dépense sera racontée."
)

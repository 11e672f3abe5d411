"""What the accounts app holds on people."""

from trousse.core.personal_data import LegalBasis, PersonalData

HELD = (
    PersonalData(
        model="accounts.User",
        fields=("email", "first_name", "last_name", "date_joined", "last_login"),
        about="Personnes qui ont un compte",
        purpose="Reconnaître la personne qui se connecte et signer ce qu’elle fait",
        basis=LegalBasis.CONTRACT,
        keep="Tant que le compte sert ; supprimé après deux ans sans connexion, après un avertissement",
    ),
    PersonalData(
        model="accounts.RoleGrant",
        fields=("user", "role", "scope", "academie", "departement", "school", "granted_by"),
        about="Porteurs de projet et agents",
        purpose="Savoir qui a le droit de faire quoi, et qui le lui a donné",
        basis=LegalBasis.PUBLIC_TASK,
        keep="Avec le compte",
    ),
    PersonalData(
        model="sessions.Session",
        fields=("session_data",),
        about="Personnes connectées, ou dont la session a expiré pendant qu’elles écrivaient",
        purpose="Reconnaître leur navigateur, et leur rendre ce qu’elles avaient écrit",
        basis=LegalBasis.CONTRACT,
        keep="Quatorze jours au plus ; effacé chaque nuit ensuite",
    ),
    PersonalData(
        model="mfa.Authenticator",
        fields=("data",),
        about="Personnes qui protègent leur compte par un second facteur",
        purpose="Vérifier le code de leur application ; le secret est chiffré",
        basis=LegalBasis.LEGITIMATE_INTEREST,
        keep="Jusqu’au retrait du second facteur",
    ),
)

"""What pictures hold on a person."""

from trousse.core.personal_data import LegalBasis, PersonalData

HELD = (
    PersonalData(
        model="pictures.Picture",
        fields=("l’image", "attestation_name", "attestation_on", "attestation_scope", "attestation_expires_on"),
        about="Élèves reconnaissables sur une photo, et personne qui a recueilli l’accord de leurs parents",
        purpose="Montrer le projet, avec la preuve de cet accord",
        basis=LegalBasis.CONSENT,
        keep="jusqu’à la fin de l’autorisation, puis 60 jours sans être montrée ; 210 jours si elle a été retirée ;"
        " le fichier d’origine et ses données (lieu, appareil) ne sont jamais gardés",
    ),
)

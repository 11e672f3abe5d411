"""The note to families, in the languages they read: ours, short, warm, and true to what the platform does.

Title of the project, school and signature stay in French wherever they appear: that is what the child says at home.
"""

from dataclasses import dataclass
from datetime import date

from trousse.core.money import HARD_SPACE, Euro
from trousse.fundraising.kit.enums import Language

DAY_MONTH_YEAR = "{day} {month} {year}"


@dataclass(frozen=True)
class Tongue:
    """All that the note says in one language, and how it writes a day and a sum there.

    ``need`` holds ``{minimum}`` and ``{until}``; the title stands alone between ``intro`` and ``need``; ``qr_alt``
    holds ``{address}``. ``months`` are twelve words; ``day``, ``first`` (of the month) and ``sum`` say how a date and
    an amount are written, ``thousands`` and ``decimal`` what parts the figures of an amount.
    """

    greeting: str
    intro: str
    need: str
    ways: str
    free: str
    back: str
    how: str
    thanks: str
    qr_alt: str
    months: str
    day: str = DAY_MONTH_YEAR
    first: str = "1"
    sum: str = "{amount} €"
    thousands: str = HARD_SPACE
    decimal: str = ","


TONGUES = {
    Language.FRENCH: Tongue(
        greeting="Chères familles,",
        intro="Notre classe prépare un projet :",
        need="Pour le réaliser, il faut réunir au moins {minimum} d’ici le {until}.",
        ways="Vous pouvez nous aider en parlant du projet autour de vous : proches, voisins, collègues, commerçants. "
        "Vous pouvez aussi donner, même une petite somme.",
        free="Rien n’est obligatoire. Tous les élèves participent de la même façon, que leur famille donne ou non, "
        "et l’enseignant ne voit jamais combien chacun a donné.",
        back="Si cette somme n’est pas atteinte, vous pouvez être remboursés.",
        how="Pour voir le projet ou donner, scannez ce code avec un téléphone, ou allez à l’adresse :",
        thanks="Merci de votre aide !",
        qr_alt="Code à scanner, qui ouvre {address}",
        months="janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        first="1er",
    ),
    Language.ENGLISH: Tongue(
        greeting="Dear families,",
        intro="Our class is preparing a project:",
        need="To make it happen, we need to raise at least {minimum} by {until}.",
        ways="You can help by telling people about it: relatives, neighbours, colleagues, local shops. "
        "You can also give, even a small amount.",
        free="Nothing is compulsory. Every pupil takes part in the same way, whether or not their family gives, "
        "and the teacher never sees how much each person gave.",
        back="If this amount is not reached, you can get your money back.",
        how="To see the project or to give, scan this code with a phone, or go to:",
        thanks="Thank you for your help!",
        qr_alt="Code to scan, which opens {address}",
        months="January February March April May June July August September October November December",
        sum="€{amount}",
        thousands=",",
        decimal=".",
    ),
    Language.SPANISH: Tongue(
        greeting="Queridas familias:",
        intro="Nuestra clase prepara un proyecto:",
        need="Para hacerlo realidad, hay que reunir al menos {minimum} de aquí al {until}.",
        ways="Pueden ayudarnos hablando del proyecto a su alrededor: familiares, vecinos, compañeros de trabajo, "
        "comercios. También pueden donar, aunque sea una pequeña cantidad.",
        free="Nada es obligatorio. Todos los alumnos participan de la misma manera, done o no su familia, "
        "y el docente nunca ve cuánto ha dado cada persona.",
        back="Si no se alcanza esta cantidad, pueden recuperar su dinero.",
        how="Para ver el proyecto o donar, escaneen este código con un teléfono, o vayan a la dirección:",
        thanks="¡Gracias por su ayuda!",
        qr_alt="Código para escanear, que abre {address}",
        months="enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        day="{day} de {month} de {year}",
    ),
    Language.PORTUGUESE: Tongue(
        greeting="Queridas famílias,",
        intro="A nossa turma está a preparar um projeto:",
        need="Para o realizar, é preciso reunir pelo menos {minimum} até {until}.",
        ways="Podem ajudar-nos falando do projeto à vossa volta: familiares, vizinhos, colegas, comerciantes. "
        "Também podem fazer um donativo, mesmo pequeno.",
        free="Nada é obrigatório. Todos os alunos participam da mesma forma, quer a família contribua ou não, "
        "e o professor nunca vê quanto deu cada pessoa.",
        back="Se este valor não for atingido, podem ser reembolsados.",
        how="Para ver o projeto ou fazer um donativo, leiam este código com um telemóvel, ou vão ao endereço:",
        thanks="Obrigado pela vossa ajuda!",
        qr_alt="Código para ler, que abre {address}",
        months="janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        day="{day} de {month} de {year}",
    ),
    Language.TURKISH: Tongue(
        greeting="Sevgili aileler,",
        intro="Sınıfımız bir proje hazırlıyor:",
        need="Projeyi gerçekleştirmek için {until} tarihine kadar en az {minimum} toplamamız gerekiyor.",
        ways="Projeyi çevrenizdekilere anlatarak bize yardım edebilirsiniz: akrabalar, komşular, iş arkadaşları, "
        "esnaf. Küçük bir miktar da olsa bağış da yapabilirsiniz.",
        free="Hiçbir şey zorunlu değildir. Ailesi bağış yapsa da yapmasa da bütün öğrenciler projeye aynı şekilde "
        "katılır; öğretmen kimin ne kadar verdiğini hiçbir zaman görmez.",
        back="Bu tutara ulaşılamazsa paranızı geri alabilirsiniz.",
        how="Projeyi görmek veya bağış yapmak için bu kodu telefonla okutun ya da şu adrese gidin:",
        thanks="Yardımınız için teşekkür ederiz!",
        qr_alt="{address} adresini açan, okutulacak kod",
        months="Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
        thousands=".",
    ),
    Language.UKRAINIAN: Tongue(
        greeting="Шановні родини!",
        intro="Наш клас готує проєкт:",
        need="Щоб його здійснити, потрібно зібрати щонайменше {minimum} до {until}.",
        ways="Ви можете допомогти, розповівши про проєкт рідним, сусідам, колегам, у місцевих крамницях. "
        "Також можна зробити пожертву, навіть невелику.",
        free="Це не обов’язково. Усі учні беруть участь однаково, незалежно від того, чи робить їхня родина пожертву, "
        "а вчитель ніколи не бачить, хто скільки дав.",
        back="Якщо цю суму не буде зібрано, ви зможете повернути свої гроші.",
        how="Щоб побачити проєкт або зробити пожертву, відскануйте цей код телефоном або перейдіть за адресою:",
        thanks="Дякуємо за вашу допомогу!",
        qr_alt="Код для сканування, що відкриває {address}",
        months="січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
        day="{day} {month} {year} року",
    ),
    Language.ARABIC: Tongue(
        greeting="عائلاتنا العزيزة،",
        intro="يستعد قسمنا لمشروع:",
        need="لتحقيقه، علينا جمع {minimum} على الأقل في أجل أقصاه {until}.",
        ways="يمكنكم مساعدتنا بالحديث عن المشروع مع الأقارب والجيران والزملاء وأصحاب المحلات. "
        "ويمكنكم أيضا التبرع، ولو بمبلغ صغير.",
        free="لا شيء إلزامي. يشارك جميع التلاميذ بالطريقة نفسها، سواء تبرعت عائلاتهم أم لا، "
        "ولا يرى المعلم أبدا كم دفع كل شخص.",
        back="إذا لم يتم جمع هذا المبلغ، يمكنكم استرجاع أموالكم.",
        how="للاطلاع على المشروع أو للتبرع، امسحوا هذا الرمز بالهاتف، أو زوروا العنوان التالي:",
        thanks="شكرا على مساعدتكم!",
        qr_alt="رمز للمسح يفتح {address}",
        months="يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
        sum="{amount} يورو",
    ),
}


def day_in(language: Language, on: date) -> str:
    """``12 janvier 2027``, ``12 de enero de 2027``; its parts never leave each other at the end of a line."""
    tongue = TONGUES[language]
    day = tongue.first if on.day == 1 else str(on.day)
    text = tongue.day.format(day=day, month=tongue.months.split()[on.month - 1], year=on.year)
    return text.replace(" ", HARD_SPACE)


def money_in(language: Language, amount: Euro) -> str:
    """``1 234 €``, ``€1,234``: as its readers write it, cents only when there are some."""
    tongue = TONGUES[language]
    euros, cents = divmod(amount.cents, 100)
    written = f"{euros:,}".replace(",", tongue.thousands) + (f"{tongue.decimal}{cents:02}" if cents else "")
    return tongue.sum.format(amount=written).replace(" ", HARD_SPACE)

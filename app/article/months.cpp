#include "article/months.h"

#include <QStringList>

#include <array>

namespace article {

int monthOf(QStringView word) {
    // A word that begins with one of a month's stems is that month; the longer stems of a month that begins like
    // another come with the first of them.
    static const std::array<QStringList, 12> stems{
        QStringLiteral("jan,ene,gen,sty,янв,leden,ledna,січ,oca,ιαν,يناير,ינואר,tammik,ocak,जनवरी").split(u','),
        QStringLiteral("feb,fév,fev,lut,фев,únor,února,лют,şub,φεβ,فبراير,פברואר,helmik,फ़रवरी").split(u','),
        QStringLiteral("mar,mär,mrz,maart,březen,března,бер,μαρ,μάρ,مارس,מרץ,מרס,maalis,мар,mrt,मार्च").split(u','),
        QStringLiteral("apr,abr,avr,kwi,апр,duben,dubna,кві,nis,απρ,أبريل,ابريل,אפריל,huhtik,अप्रैल").split(u','),
        QStringLiteral("may,mai,maj,mag,mei,мая,май,květen,května,трав,μαΐ,μάι,μαι,مايو,מאי,toukok,मई").split(u','),
        QStringLiteral("jun,juin,giu,cze,июн,červen,června,чер,haz,ιουν,ιούν,يونيو,יוני,kesäk,जून").split(u','),
        QStringLiteral("jul,juil,lug,lip,июл,červenec,července,лип,tem,ιουλ,ιούλ,يوليو,יולי,heinä,जुलाई").split(u','),
        QStringLiteral("aug,aoû,aou,ago,sie,авг,srpen,srpna,сер,ağu,αυγ,αύγ,أغسطس,אוגוסט,elok,अगस्त").split(u','),
        QStringLiteral("sep,set,wrz,сен,září,вер,eyl,σεπ,سبتمبر,ספטמבר,syys,सितंबर").split(u','),
        QStringLiteral("oct,okt,ott,out,paź,окт,říjen,října,жов,eki,οκτ,أكتوبر,אוקטובר,lokak,अक्टूबर").split(u','),
        QStringLiteral("nov,lis,ноя,kas,νοε,νοέ,نوفمبر,נובמבר,marras,नवंबर").split(u','),
        QStringLiteral("dec,dez,déc,dic,gru,дек,prosinec,prosince,груд,ara,δεκ,ديسمبر,דצמבר,jouluk,des,दिसंबर")
            .split(u',')};
    if (word.size() > 3 && word[0] == u'\u05D1') // Hebrew "in"
        word = word.sliced(1);
    if (word.size() < 2 || word.size() > 14 || (word.size() == 2 && word[0].script() == QChar::Script_Latin))
        return 0;
    const auto begins = [&](const QString& stem) { return word.startsWith(stem, Qt::CaseInsensitive); };
    int found = 0;
    qsizetype longest = 0;
    for (size_t month = 0; month < stems.size(); ++month) {
        for (const QString& stem : stems[month]) {
            if (stem.size() > longest && begins(stem)) {
                found = int(month) + 1;
                longest = stem.size();
            }
        }
    }
    return found;
}

} // namespace article

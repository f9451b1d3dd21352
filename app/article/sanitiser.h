#pragma once

#include "article/article.h"

namespace article {

// What is known of a clean fragment once it has been parsed again.
struct CleanFragment {
    QByteArray html;
    QString text;
    int wordCount = 0;
    QList<Image> images;
};

// Parses the fragment and writes it through the allow-list until a pass changes nothing, so that the result is what a
// parser sees in it.
CleanFragment cleaned(const QByteArray& fragment, const QUrl& base);

} // namespace article

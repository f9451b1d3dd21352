#pragma once

#include "ui/widgets/banner.h"

class QCheckBox;

namespace ui {

class ArticleChoice;

// The line above an article that is not what Tidemark chose: what is shown instead, the way back, and whether it is
// remembered for the site.
class ChoiceBar : public Banner {
    Q_OBJECT

public:
    explicit ChoiceBar(QWidget* parent = nullptr);

    void describe(const ArticleChoice& choice); // hides itself where nothing was chosen

Q_SIGNALS:
    void ownChoiceWanted();
    void rememberWanted(bool remembered);

private:
    QCheckBox* m_remember;
};

} // namespace ui

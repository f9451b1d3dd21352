#pragma once

#include "models/format.h"

#include <QStyledItemDelegate>

namespace ui {

// For lists of text from outside: each cell is read in its own direction, whatever the window's is. Only what is drawn
// is changed, not what is copied.
class OwnWayDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QString displayText(const QVariant& value, const QLocale& locale) const override {
        return models::isolated(QStyledItemDelegate::displayText(value, locale));
    }
};

} // namespace ui

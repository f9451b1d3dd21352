#pragma once

#include "library/library.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace ui {

// The part of the Settings place that lists what is remembered for sites, each with its way out: nothing that was
// chosen in the reader works unseen.
class RememberedSites : public QWidget {
    Q_OBJECT

public:
    explicit RememberedSites(library::Library& library, QWidget* parent = nullptr);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void read();
    void showChoices(const QList<library::SiteChoice>& choices);
    QWidget* row(const library::SiteChoice& choice);
    void forget(const library::SiteChoice& choice);
    void putBack();

    library::Library& m_library;
    QTimer m_changed;
    QVBoxLayout* m_rows;
    QLabel* m_note;
    QWidget* m_forgotten; // the line with the way back
    QLabel* m_forgottenText;
    QPushButton* m_back;
    library::SiteChoice m_last;
};

} // namespace ui

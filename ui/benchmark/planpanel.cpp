#include "ui/benchmark/planpanel.h"

#include "bench/preflight.h"
#include "bench/schedule.h"
#include "models/benchformat.h"
#include "models/format.h"
#include "ui/benchmark/benchactions.h"
#include "ui/benchmark/planform.h"
#include "ui/benchmark/planlist.h"
#include "ui/widgets/leading.h"
#include "ui/widgets/mutedlabel.h"
#include "ui/widgets/primarybutton.h"
#include "ui/widgets/taborder.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <utility>

namespace ui {

namespace {

using namespace std::chrono_literals;

QToolButton* actionButton(const char* name, QAction* action, QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setObjectName(QString::fromLatin1(name));
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    button->setAutoRaise(true);
    button->setAccessibleName(action->text());
    const QString keys = action->shortcut().toString(QKeySequence::NativeText);
    button->setToolTip(keys.isEmpty() ? action->text()
                                      : PlanPanel::tr("%1 (%2)", "action and its key").arg(action->text(), keys));
    return button;
}

template<typename Label>
Label* plainLabel(const char* name, QWidget* parent) {
    auto* label = new Label({}, parent);
    label->setObjectName(QString::fromLatin1(name));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

} // namespace

PlanPanel::PlanPanel(library::Library& library, BenchActions& actions, QWidget* parent)
    : QWidget(parent)
    , m_shelf(new PlanShelf(library, this))
    , m_list(new PlanList(this))
    , m_form(new PlanForm)
    , m_details(new QScrollArea(this))
    , m_detailsButton(new QToolButton(this))
    , m_summary(plainLabel<QLabel>("planSummary", this))
    , m_notes(plainLabel<MutedLabel>("planNotes", this))
    , m_problem(plainLabel<QLabel>("planProblem", this))
    , m_start(new PrimaryButton(tr("Start"), this))
    , m_stop(new PrimaryButton(tr("Stop"), this)) {
    setObjectName(QStringLiteral("planPanel"));
    build(actions);
    joinParts(actions);
    m_list->choose(0);
    setDetailed(false);
    setState(LoadSession::State::Idle);
    showExpectations();
    m_shelf->load();
}

void PlanPanel::build(BenchActions& actions) {
    auto* title = new QLabel(tr("What to run"), this);
    QFont bold = title->font();
    bold.setWeight(QFont::DemiBold);
    title->setFont(bold);
    title->setAlignment(leadingEdge(*this));
    auto* head = new QHBoxLayout;
    head->setSpacing(2);
    head->addWidget(title, 1);
    head->addWidget(actionButton("keepPlanButton", actions.keepPlan, this));
    head->addWidget(actionButton("removePlanButton", actions.removePlan, this));
    head->addWidget(actionButton("copyCommandButton", actions.copyCommand, this));
    head->addWidget(actionButton("compareClientsButton", actions.compareClients, this));
    m_detailsButton->setObjectName(QStringLiteral("planDetailsButton"));
    m_detailsButton->setDefaultAction(actions.details);
    m_detailsButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_detailsButton->setAutoRaise(true);
    m_details->setObjectName(QStringLiteral("planDetails"));
    m_details->setFrameShape(QFrame::NoFrame);
    m_details->setWidgetResizable(true);
    m_details->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_details->setWidget(m_form);
    m_details->setMinimumWidth(m_form->minimumSizeHint().width() + m_details->verticalScrollBar()->sizeHint().width());
    m_start->setObjectName(QStringLiteral("startRunButton"));
    m_start->setToolTip(tr("Start (%1)").arg(actions.start->shortcut().toString(QKeySequence::NativeText)));
    m_stop->setObjectName(QStringLiteral("stopRunButton"));
    m_stop->setToolTip(tr("Stop (%1)").arg(actions.stop->shortcut().toString(QKeySequence::NativeText)));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 8, 0);
    column->setSpacing(8);
    column->addLayout(head);
    column->addWidget(m_list, 400);
    column->addWidget(m_detailsButton, 0, Qt::AlignLeading);
    column->addWidget(m_details, 600);
    column->addStretch(1); // when the details are folded
    for (QWidget* below :
         {static_cast<QWidget*>(m_summary), static_cast<QWidget*>(m_notes), static_cast<QWidget*>(m_problem),
          static_cast<QWidget*>(m_start), static_cast<QWidget*>(m_stop)})
        column->addWidget(below);
    m_problem->setFont(bold);
    for (QLabel* words : {m_summary, m_problem})
        words->setAlignment(leadingEdge(*this));
    m_list->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    m_list->setMinimumSize(232, 4 * fontMetrics().lineSpacing() + 24); // two steps
    orderParts({head->itemAt(1)->widget(), head->itemAt(2)->widget(), head->itemAt(3)->widget(),
                head->itemAt(4)->widget(), m_list, m_detailsButton, m_details, m_start, m_stop});
}

void PlanPanel::joinParts(BenchActions& actions) {
    m_expectSoon.setSingleShot(true);
    m_expectSoon.setInterval(150ms);
    connect(&m_expectSoon, &QTimer::timeout, this, &PlanPanel::showExpectations);
    connect(m_form, &PlanForm::changed, &m_expectSoon, qOverload<>(&QTimer::start));
    connect(m_form, &PlanForm::changed, m_list, &QListWidget::clearSelection); // it is another plan now
    connect(m_form, &PlanForm::changed, this, &PlanPanel::planChanged);
    connect(m_list, &PlanList::chosen, this, [this](const bench::LoadPlan& plan) {
        setPlan(plan);
        m_list->currentItem()->setSelected(true);
    });
    connect(m_list, &PlanList::unreadable, this, &PlanPanel::failed);
    connect(m_shelf, &PlanShelf::changed, this, [this] {
        m_list->setKept(m_shelf->plans());
        if (!m_markNext.isEmpty())
            m_list->mark(std::exchange(m_markNext, QString()));
    });
    connect(m_shelf, &PlanShelf::failed, this, &PlanPanel::failed);
    connect(m_shelf, &PlanShelf::kept, this, [this](const QString& name) {
        m_markNext = name;
        Q_EMIT said(tr("The plan is kept as “%1”.").arg(models::oneLine(name, 100)));
    });
    connect(m_shelf, &PlanShelf::replaced, this, [this](const PlanShelf::Entry& before) {
        m_markNext = before.name;
        Q_EMIT planReplaced(before);
    });
    connect(m_shelf, &PlanShelf::broughtBack, this, [this](const QString& name) {
        Q_EMIT said(tr("The plan “%1” is back as it was.").arg(models::oneLine(name, 100)));
    });
    connect(m_shelf, &PlanShelf::removed, this, &PlanPanel::planRemoved);
    connect(actions.details, &QAction::toggled, m_details, &QWidget::setVisible);
    connect(actions.keepPlan, &QAction::triggered, this, &PlanPanel::keepPlan);
    connect(actions.removePlan, &QAction::triggered, this, &PlanPanel::removePlan);
    connect(actions.copyCommand, &QAction::triggered, this, &PlanPanel::copyCommand);
    connect(m_start, &QPushButton::clicked, actions.start, &QAction::trigger);
    connect(m_stop, &QPushButton::clicked, actions.stop, &QAction::trigger);
}

bench::LoadPlan PlanPanel::plan() const {
    return m_form->plan();
}

QString PlanPanel::problem() const {
    return m_form->problem();
}

void PlanPanel::setPlan(const bench::LoadPlan& plan) {
    m_list->clearSelection();
    m_form->setPlan(plan);
    m_expectSoon.stop();
    showExpectations();
}

void PlanPanel::setState(LoadSession::State state) {
    const bool idle = state == LoadSession::State::Idle;
    const bool hadFocus = m_start->hasFocus() || m_stop->hasFocus();
    m_start->setVisible(idle);
    m_stop->setVisible(!idle);
    m_stop->setText(state == LoadSession::State::Stopping ? tr("Stopping …") : tr("Stop"));
    if (hadFocus)
        (idle ? m_start : m_stop)->setFocus();
}

void PlanPanel::setDetailed(bool detailed) {
    m_detailsButton->defaultAction()->setChecked(detailed);
    m_details->setVisible(detailed);
}

bool PlanPanel::detailed() const {
    return m_detailsButton->defaultAction()->isChecked();
}

void PlanPanel::focusStart() {
    (m_start->isVisibleTo(this) ? m_start : m_stop)->setFocus();
}

void PlanPanel::showWrong() {
    QWidget* field = m_form->markWrong();
    if (!field)
        return;
    setDetailed(true);
    layout()->activate();
    m_form->layout()->activate();
    field->setFocus();
    m_details->ensureWidgetVisible(field);
}

void PlanPanel::showExpectations() {
    const bench::LoadPlan plan = m_form->plan();
    const QString wrong = problem();
    m_problem->setText(wrong);
    m_problem->setVisible(!wrong.isEmpty());
    m_problem->setAccessibleName(wrong);
    m_form->markWrong();
    m_summary->setVisible(wrong.isEmpty());
    m_notes->hide();
    if (!wrong.isEmpty())
        return;
    const qint64 requests = plan.isOpenLoop() ? bench::Schedule(plan).requests() : plan.requests;
    const QString amount =
        requests > 0 ? tr("%Ln request(s)", nullptr, static_cast<int>(requests)) : tr("as many requests as fit");
    const auto expected = bench::expectedDuration(plan);
    //: 100 requests, 10 in flight · expected: 2 min 30 s
    const QString form = plan.isOpenLoop() ? tr("%1 when they are due, at most %2 in flight\nExpected: %3")
                                           : tr("%1, %2 in flight\nExpected: %3");
    m_summary->setText(form.arg(amount, models::countText(plan.concurrency),
                                expected ? models::durationText(*expected) : tr("unknown, like the server's delay")));
    const QStringList notes = bench::preflight(plan).notes;
    m_notes->setText(notes.join(QLatin1Char('\n')));
    m_notes->setHidden(notes.isEmpty());
}

void PlanPanel::keepPlan() {
    const bench::LoadPlan wanted = plan();
    if (const QString wrong = problem(); !wrong.isEmpty()) {
        showWrong();
        Q_EMIT failed(wrong);
        return;
    }
    if (wanted.name.isEmpty()) {
        setDetailed(true);
        m_form->nameField()->setFocus();
        Q_EMIT failed(tr("Give the plan a name, then keep it."));
        return;
    }
    m_shelf->keep(wanted);
}

void PlanPanel::removePlan() {
    const QString name = m_list->keptName();
    if (name.isEmpty())
        Q_EMIT failed(tr("Choose one of your own plans: the steps of the article stay."));
    else
        m_shelf->remove(name);
}

void PlanPanel::copyCommand() {
    if (const QString wrong = problem(); !wrong.isEmpty()) {
        showWrong();
        Q_EMIT failed(wrong);
        return;
    }
    QGuiApplication::clipboard()->setText(bench::planAsCommand(plan()));
    Q_EMIT said(tr("The command is in the clipboard."));
}

} // namespace ui

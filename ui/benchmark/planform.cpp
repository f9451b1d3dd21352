#include "ui/benchmark/planform.h"

#include "bench/limits.h"
#include "models/benchformat.h"
#include "ui/benchmark/planfields.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace ui {

using bench::EngineKind;
using bench::LoadPlan;
using std::chrono::milliseconds;

namespace {

constexpr int headerLines = 3;
constexpr int shortestShown = 10; // letters

template<typename Field>
Field* named(Field* field, const char* name) {
    field->setObjectName(QString::fromLatin1(name));
    return field;
}

} // namespace

PlanForm::PlanForm(QWidget* parent)
    : QWidget(parent)
    , m_name(named(new QLineEdit, "planNameField"))
    , m_target(named(new QComboBox, "targetKindBox"))
    , m_link(named(new QLineEdit, "targetField"))
    , m_linksFile(new FileField("linksFileField", tr("File of links")))
    , m_server(new QWidget)
    , m_delay(named(new QLineEdit, "serverDelayField"))
    , m_bodySize(new CountBox("serverBodyBox"))
    , m_seed(named(new QLineEdit, "serverSeedField"))
    , m_requests(new CountBox("requestsBox"))
    , m_duration(new SecondsBox("durationBox"))
    , m_warmUp(new SecondsBox("warmUpBox"))
    , m_concurrency(new CountBox("concurrencyBox"))
    , m_engine(named(new QComboBox, "engineBox"))
    , m_threads(new CountBox("threadsBox"))
    , m_rate(new RateBox("rateBox"))
    , m_stages(named(new QLineEdit, "stagesField"))
    , m_localAddresses(named(new QLineEdit, "localAddressesField"))
    , m_trust(new QWidget)
    , m_caFile(new FileField("caFileField", tr("Certificates of the authorities to trust")))
    , m_insecure(named(new QCheckBox(tr("Take any certificate")), "insecureBox"))
    , m_method(named(new QLineEdit, "methodField"))
    , m_headers(named(new QPlainTextEdit, "headersField"))
    , m_bodyFile(new FileField("bodyFileField", tr("File to send as body")))
    , m_timeout(new SecondsBox("timeoutBox"))
    , m_connectTimeout(new SecondsBox("connectTimeoutBox"))
    , m_firstByteTimeout(new SecondsBox("firstByteTimeoutBox"))
    , m_keepAlive(named(new QCheckBox(tr("Keep connections open")), "keepAliveBox"))
    , m_redirects(named(new QCheckBox(tr("Follow redirects within the server")), "redirectsBox")) {
    setObjectName(QStringLiteral("planForm"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 8, 0);
    column->setSpacing(4);
    addTarget(column);
    addServer(column);
    addAmount(column);
    addEngine(column);
    addTrust(column);
    addRequest(column);
    addTimes(column);
    column->addStretch();
    joinFields();
    // What a box may say at its longest does not widen the panel; what a line of text needs does.
    for (QWidget* box :
         {static_cast<QWidget*>(m_target), static_cast<QWidget*>(m_engine), static_cast<QWidget*>(m_requests),
          static_cast<QWidget*>(m_duration), static_cast<QWidget*>(m_warmUp)})
        box->setMinimumWidth(shortestShown * fontMetrics().averageCharWidth() + 40);
    setPlan({});
}

void PlanForm::addTarget(QVBoxLayout* column) {
    QFormLayout* form = addFormPart(column, tr("Plan"));
    m_name->setMaxLength(200);
    addFormRow(form, tr("Name"), m_name);
    m_targetPart = addFormPart(column, tr("Target"));
    m_target->addItems({tr("The built-in test server"), tr("A link"), tr("Links of a file")});
    addFormRow(m_targetPart, tr("Fire at"), m_target);
    m_link->setPlaceholderText(QStringLiteral("http://127.0.0.1:8080/{}"));
    addFormRow(m_targetPart, tr("Link"), m_link);
    m_linkNote = addFormNote(m_targetPart, tr("{} becomes the number of the request: 1, 2, 3 …"));
    addFormRow(m_targetPart, tr("File"), m_linksFile);
}

void PlanForm::addServer(QVBoxLayout* column) {
    auto* rows = new QVBoxLayout(m_server);
    rows->setContentsMargins(0, 8, 0, 0);
    QFormLayout* form = addFormPart(rows, tr("Test server"));
    m_delay->setPlaceholderText(tr("none"));
    addFormRow(form, tr("Delay"), m_delay);
    addFormNote(form, tr("0:3 draws whole seconds, 0:3000ms whole milliseconds. Empty: it answers at once."));
    m_bodySize->setSuffix(tr(" bytes", "after a number"));
    m_bodySize->setSingleStep(1'000);
    addFormRow(form, tr("Body"), m_bodySize);
    m_seed->setToolTip(tr("The same seed draws the same delays."));
    addFormRow(form, tr("Seed"), m_seed);
    column->addWidget(m_server);
}

void PlanForm::addAmount(QVBoxLayout* column) {
    QFormLayout* form = addFormPart(column, tr("How much"));
    m_requests->setSpecialValueText(tr("as many as fit in the time"));
    addFormRow(form, tr("Requests"), m_requests);
    m_duration->setSpecialValueText(tr("until all are sent"));
    addFormRow(form, tr("Time"), m_duration);
    addFormRow(form, tr("In flight"), m_concurrency);
    m_warmUp->setSpecialValueText(tr("none", "warm-up"));
    m_warmUp->setToolTip(tr("What is sent in this time is left out of every figure."));
    addFormRow(form, tr("Warm-up"), m_warmUp);
}

void PlanForm::addEngine(QVBoxLayout* column) {
    QFormLayout* form = m_enginePart = addFormPart(column, tr("Engine"));
    for (const EngineKind kind : bench::engineKinds)
        m_engine->addItem(models::engineText(bench::engineName(kind)), static_cast<int>(kind));
    addFormRow(form, tr("Fired by"), m_engine);
    m_engineNote = addFormNote(form, {});
    m_engineNote->setObjectName(QStringLiteral("engineNote"));
    m_threads->setSpecialValueText(tr("one a core"));
    m_threads->setToolTip(tr("One for each core that the program may use, at most 8."));
    addFormRow(form, tr("Threads"), m_threads);
    m_rate->setSpecialValueText(tr("as answers come", "requests go out"));
    m_rate->setToolTip(tr("Requests go out when they are due, whenever answers come; at most “In flight” at a time."));
    addFormRow(form, tr("Rate"), m_rate);
    m_stages->setPlaceholderText(tr("none", "stages"));
    addFormRow(form, tr("Stages"), m_stages);
    m_localAddresses->setPlaceholderText(tr("the system's choice"));
    m_localAddresses->setToolTip(
        tr("Addresses of this computer, with spaces between them: each has ports of its own."));
    m_stagesNote = addFormNote(form, tr("500:30 1000:60 goes to 500 a second within 30 s, then to 1,000 within 60 s. "
                                        "Stages say how many requests there are and how long it takes."));
    addFormRow(form, tr("Come from"), m_localAddresses);
}

void PlanForm::addTrust(QVBoxLayout* column) {
    auto* rows = new QVBoxLayout(m_trust);
    rows->setContentsMargins(0, 8, 0, 0);
    QFormLayout* form = addFormPart(rows, tr("Over https"));
    m_caFile->setToolTip(tr("PEM. Empty: those of this computer."));
    addFormRow(form, tr("Authorities"), m_caFile);
    form->addRow(m_insecure);
    column->addWidget(m_trust);
}

void PlanForm::addRequest(QVBoxLayout* column) {
    QFormLayout* form = addFormPart(column, tr("Request"));
    addFormRow(form, tr("Method"), m_method);
    m_headers->setPlaceholderText(tr("Name: value, a line each"));
    m_headers->setTabChangesFocus(true);
    m_headers->setFixedHeight(headerLines * fontMetrics().lineSpacing() + 12);
    addFormRow(form, tr("Header"), m_headers);
    addFormRow(form, tr("Body"), m_bodyFile);
    form->addRow(m_keepAlive);
    m_keepAliveNote = addFormNote(form, tr("A connection for each request, which the server has to close. "
                                           "QNetworkAccessManager does not close it: a server that leaves it open is "
                                           "asked over it again."));
    form->addRow(m_redirects);
}

void PlanForm::addTimes(QVBoxLayout* column) {
    QFormLayout* form = m_timesPart = addFormPart(column, tr("Patience"));
    addFormRow(form, tr("To connect"), m_connectTimeout);
    m_firstByteTimeout->setSpecialValueText(tr("as the whole request"));
    addFormRow(form, tr("First byte"), m_firstByteTimeout);
    addFormRow(form, tr("Whole request"), m_timeout);
}

void PlanForm::joinFields() {
    for (QLineEdit* field : {m_name, m_link, m_delay, m_seed, m_stages, m_localAddresses, m_method})
        connect(field, &QLineEdit::textChanged, this, &PlanForm::tell);
    for (CountBox* box : {m_bodySize, m_requests, m_concurrency, m_threads})
        connect(box, &QDoubleSpinBox::valueChanged, this, &PlanForm::tell);
    connect(m_rate, &QDoubleSpinBox::valueChanged, this, &PlanForm::tell);
    for (SecondsBox* box : {m_duration, m_warmUp, m_timeout, m_connectTimeout, m_firstByteTimeout})
        connect(box, &QDoubleSpinBox::valueChanged, this, &PlanForm::tell);
    for (QComboBox* box : {m_target, m_engine})
        connect(box, &QComboBox::currentIndexChanged, this, &PlanForm::tell);
    for (QCheckBox* box : {m_keepAlive, m_redirects, m_insecure})
        connect(box, &QCheckBox::toggled, this, &PlanForm::tell);
    for (FileField* field : {m_linksFile, m_bodyFile, m_caFile})
        connect(field, &FileField::changed, this, &PlanForm::tell);
    connect(m_headers, &QPlainTextEdit::textChanged, this, &PlanForm::tell);
    connect(m_name, &QLineEdit::editingFinished, this, &PlanForm::nameHonestly);
}

// A step of the article that was changed is another plan. Not while a name is typed.
void PlanForm::nameHonestly() {
    const QString name = plan().name;
    if (name == m_name->text().simplified())
        return;
    const QSignalBlocker quiet(m_name);
    m_name->setText(name);
}

void PlanForm::tell() {
    if (m_setting)
        return;
    showParts();
    if (!m_name->hasFocus())
        nameHonestly();
    Q_EMIT changed();
}

PlanForm::Target PlanForm::target() const {
    return static_cast<Target>(m_target->currentIndex());
}

void PlanForm::showParts() {
    const auto rowOf = [this](QWidget* field, bool shown) { m_targetPart->setRowVisible(field, shown); };
    rowOf(m_link, target() == Target::Link);
    rowOf(m_linkNote, target() == Target::Link);
    rowOf(m_linksFile, target() == Target::File);
    m_server->setVisible(target() == Target::Server);
    const auto engine = static_cast<EngineKind>(m_engine->currentData().toInt());
    m_engineNote->setText(bench::engineSentence(engine));
    m_concurrency->setEnabled(engine != EngineKind::Sequential);
    m_concurrency->setToolTip(engine == EngineKind::Sequential ? bench::engineSentence(engine) : QString());
    for (QWidget* field :
         {static_cast<QWidget*>(m_threads), static_cast<QWidget*>(m_rate), static_cast<QWidget*>(m_stages),
          static_cast<QWidget*>(m_stagesNote), static_cast<QWidget*>(m_localAddresses)})
        m_enginePart->setRowVisible(field, engine == EngineKind::Direct);
    m_timesPart->setRowVisible(m_firstByteTimeout, engine == EngineKind::Direct);
    const bool staged = engine == EngineKind::Direct && !m_stages->text().trimmed().isEmpty();
    m_requests->setEnabled(!staged);
    m_duration->setEnabled(!staged);
    m_trust->setVisible(engine == EngineKind::Direct && target() != Target::Server);
    m_keepAliveNote->setVisible(!m_keepAlive->isChecked() && engine != EngineKind::Direct);
}

} // namespace ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "silences/silence_form.h"

#include <QDateTime>
#include <QEvent>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "datasource/acknowledgement.h"
#include "models/moment_text.h"
#include "models/plain_text.h"
#include "silences/matcher_editor.h"
#include "silences/silence_preview.h"
#include "widgets/checked_field.h"

namespace hearth::ui {
namespace {

constexpr int kMargin = 16;

QLabel* plainLabel(QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

/// What marks an acknowledgement's comment, with `note` behind it.
std::string acknowledgingComment(const std::string& note) {
    return datasource::acknowledgementOf({}, {}, note, 0).comment;
}

} // namespace

SilenceForm::SilenceForm(AsyncSource& source, QWidget* parent)
    : QWidget(parent) {
    m_preview = new SilencePreview(source, this);
    buildUi();
    connectSignals();
    retranslateUi();
    edit({});
}

void SilenceForm::buildUi() {
    m_title = plainLabel(this);
    auto large = font();
    large.setPointSizeF(large.pointSizeF() * 1.2);
    m_title->setFont(large);
    m_matchersName = plainLabel(this);
    m_matchers = new MatcherEditor(this);
    for (auto& name : m_names) {
        name = plainLabel(this);
    }
    for (std::size_t i = 0; i < kFieldCount; ++i) {
        m_fields[i] = new CheckedField(this);
        m_names[i]->setBuddy(m_fields[i]);
    }
    m_note = plainLabel(this);

    auto* fields = new QWidget;
    auto* column = new QVBoxLayout(fields);
    column->setContentsMargins(kMargin, 8, kMargin, 8);
    column->setSpacing(6);
    column->addWidget(m_title);
    column->addWidget(m_matchersName);
    column->addWidget(m_matchers);
    column->addSpacing(4);
    column->addWidget(buildTimes());
    for (const auto part : {kComment, kCreator}) {
        column->addWidget(m_names[part]);
        column->addWidget(m_fields[part]);
    }
    column->addWidget(m_note);
    column->addSpacing(4);
    column->addWidget(m_preview);
    column->addStretch(1);
    m_scroll = new QScrollArea(this);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setWidget(fields);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_scroll, 1);
    layout->addWidget(buildButtons());
}

QWidget* SilenceForm::buildTimes() {
    auto* times = new QWidget(this);
    auto* grid = new QGridLayout(times);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(6);
    grid->setVerticalSpacing(2);
    auto* presets = new QHBoxLayout;
    presets->setSpacing(4);
    for (auto& preset : m_presets) {
        preset = new QToolButton(times);
        preset->setFocusPolicy(Qt::StrongFocus);
        presets->addWidget(preset);
    }
    m_presets[kUntilResolved]->setCheckable(true);
    presets->addStretch(1);
    grid->addLayout(presets, 0, 0, 1, 3);
    for (const auto part : {kStart, kDuration, kEnd}) {
        grid->addWidget(m_names[part], 1, part);
        grid->addWidget(m_fields[part], 2, part);
    }
    grid->setColumnStretch(kStart, 4);
    grid->setColumnStretch(kDuration, 3);
    grid->setColumnStretch(kEnd, 4);
    return times;
}

QWidget* SilenceForm::buildButtons() {
    auto* box = new QWidget(this);
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(kMargin, 6, kMargin, 12);
    m_problem = plainLabel(box);
    m_cancel = new QPushButton(box);
    m_save = new QPushButton(box);
    m_save->setDefault(true);
    row->addWidget(m_problem, 1);
    row->addWidget(m_cancel);
    row->addWidget(m_save);
    return box;
}

void SilenceForm::connectSignals() {
    connect(m_matchers, &MatcherEditor::changed, this, &SilenceForm::matchersChanged);
    for (int i = 0; i < kPresetCount; ++i) {
        connect(m_presets[static_cast<std::size_t>(i)], &QToolButton::clicked, this,
                [this, i] { applyPreset(static_cast<Preset>(i)); });
    }
    connect(&field(kStart), &QLineEdit::textEdited, this, &SilenceForm::takeStart);
    connect(&field(kDuration), &QLineEdit::textEdited, this, &SilenceForm::takeDuration);
    connect(&field(kEnd), &QLineEdit::textEdited, this, &SilenceForm::takeEnd);
    for (const auto part : {kStart, kDuration, kEnd}) {
        // What was understood is shown as it was understood; what was not stays to be mended.
        connect(&field(part), &QLineEdit::editingFinished, this, [this] { renderTimes(nullptr); });
    }
    connect(&field(kComment), &QLineEdit::textChanged, this, &SilenceForm::check);
    connect(&field(kCreator), &QLineEdit::textChanged, this, &SilenceForm::check);
    connect(m_save, &QPushButton::clicked, this, &SilenceForm::saveRequested);
    connect(m_cancel, &QPushButton::clicked, this, &SilenceForm::canceled);
}

void SilenceForm::retranslateUi() {
    m_title->setText(m_original.id.empty() ? tr("New silence") : tr("Change silence"));
    m_matchersName->setText(tr("Silences alerts whose labels all match:"));
    const std::array<QString, kPresetCount> presets{tr("1 hour"), tr("Tonight"), tr("Weekend"), tr("Until resolved")};
    const std::array<QString, kPresetCount> hints{
        tr("For an hour from now"),
        tr("Until %1 in the morning").arg(QLocale().toString(QTime(8, 0), QLocale::ShortFormat)),
        tr("From the evening of the last working day to the morning of the first"),
        tr("Acknowledge: it lasts for as long as the alerts fire")};
    for (std::size_t i = 0; i < kPresetCount; ++i) {
        m_presets[i]->setText(presets[i]);
        m_presets[i]->setToolTip(hints[i]);
    }
    const std::array<QString, kFieldCount> names{tr("Start"), tr("Duration"), tr("End"), tr("Comment"), tr("By")};
    for (std::size_t i = 0; i < kFieldCount; ++i) {
        m_names[i]->setText(names[i]);
        m_fields[i]->setAccessibleName(names[i]);
    }
    field(kComment).setPlaceholderText(tr("Why, for whoever finds it"));
    field(kDuration).setToolTip(tr("For example: 2h 30m, 3 days"));
    field(kStart).setToolTip(tr("For example: now, 18:00, tomorrow 8:00"));
    field(kEnd).setToolTip(tr("For example: 18:00, tomorrow 8:00, 2030-12-24 18:00"));
    m_save->setText(m_original.id.empty() ? tr("Silence") : tr("Save"));
    m_cancel->setText(tr("Cancel"));
    renderTimes(nullptr);
    check();
}

void SilenceForm::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslateUi();
    }
    QWidget::changeEvent(event);
}

void SilenceForm::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) {
        emit canceled();
        return;
    }
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && event->modifiers().testFlag(Qt::ControlModifier) && m_save->isEnabled()) {
        emit saveRequested();
        return;
    }
    QWidget::keyPressEvent(event);
}

void SilenceForm::edit(const datasource::Silence& silence) {
    m_original = silence;
    m_now = QDateTime::currentMSecsSinceEpoch();
    m_times = silence.endsAt == 0     ? SilenceTimes::fromNow(m_now, kDefaultMs)
              : silence.startsAt == 0 ? SilenceTimes::fromNow(m_now, silence.endsAt - m_now)
              : silence.id.empty() && silence.startsAt <= m_now
                  ? SilenceTimes::fromNow(m_now, silence.endsAt - silence.startsAt)
                  : SilenceTimes::between(silence.startsAt, silence.endsAt);
    MatcherDrafts drafts;
    for (const auto& matcher : silence.matchers) {
        drafts.push_back(MatcherText::draftOf(matcher));
    }
    m_matchers->setDrafts(drafts);
    const bool acknowledging = datasource::isAcknowledgement(silence);
    field(kComment).setText(toQString(acknowledging ? datasource::acknowledgementNote(silence) : silence.comment));
    field(kCreator).setText(silence.createdBy.empty() ? m_creator : toQString(silence.createdBy));
    m_saving = false;
    setUntilResolved(acknowledging);
    retranslateUi();
    m_scroll->verticalScrollBar()->setValue(0);
}

datasource::Silence SilenceForm::silence() const {
    auto silence = m_original;
    silence.matchers = m_matchers->matchers();
    silence.startsAt = m_times.start();
    silence.endsAt = m_times.end();
    silence.createdBy = field(kCreator).text().trimmed().toStdString();
    silence.comment = field(kComment).text().trimmed().toStdString();
    if (m_presets[kUntilResolved]->isChecked()) {
        silence.comment = acknowledgingComment(silence.comment);
        silence.endsAt = std::max(silence.startsAt, m_now) + datasource::kAcknowledgementMs;
    }
    return silence;
}

void SilenceForm::applyPreset(Preset preset) {
    if (preset == kUntilResolved) {
        setUntilResolved(m_presets[kUntilResolved]->isChecked());
        return;
    }
    m_times = preset == kHour      ? SilenceTimes::fromNow(m_now, model::kHourMs)
              : preset == kTonight ? SilenceTimes::tonight(m_now, m_utc)
                                   : SilenceTimes::weekend(m_now, m_utc, QLocale());
    // One that is in force goes on: only its end moves.
    if (!m_original.id.empty() && m_original.startsAt <= m_now && m_times.startsNow()) {
        m_times = SilenceTimes::between(m_original.startsAt, m_times.end());
    }
    setUntilResolved(false);
}

void SilenceForm::setUntilResolved(bool on) {
    m_presets[kUntilResolved]->setChecked(on);
    field(kDuration).setEnabled(!on);
    field(kEnd).setEnabled(!on);
    for (const auto part : {kStart, kDuration, kEnd}) {
        field(part).setProblem({});
    }
    renderTimes(nullptr);
    check();
}

void SilenceForm::takeStart(const QString& text) {
    const auto start = MomentText::parseMoment(text, m_now, m_utc);
    field(kStart).setProblem(start ? QString() : tr("This is no moment. Write for example: now, 18:00, tomorrow 8:00"));
    if (start == m_now) {
        m_times.setStartsNow(m_now);
    } else if (start) {
        m_times.setStart(*start);
    }
    renderTimes(&field(kStart));
    check();
}

void SilenceForm::takeDuration(const QString& text) {
    const auto duration = MomentText::parseDuration(text);
    field(kDuration).setProblem(duration ? QString() : tr("This is no duration. Write for example: 2h 30m"));
    if (duration) {
        m_times.setDuration(*duration);
        field(kEnd).setProblem({});
    }
    renderTimes(&field(kDuration));
    check();
}

void SilenceForm::takeEnd(const QString& text) {
    const auto end = MomentText::parseMoment(text, m_now, m_utc);
    field(kEnd).setProblem(end ? QString() : tr("This is no moment. Write for example: 18:00, tomorrow 8:00"));
    if (end) {
        m_times.setEnd(*end);
        field(kDuration).setProblem({});
    }
    renderTimes(&field(kEnd));
    check();
}

/// Writes what is meant into the fields, but into none that is just being typed into or is wrong.
void SilenceForm::renderTimes(const QLineEdit* except) {
    const auto show = [&](Field part, const QString& text) {
        if (&field(part) != except && field(part).problem().isEmpty()) {
            field(part).showText(text);
        }
    };
    const bool untilResolved = m_presets[kUntilResolved]->isChecked();
    show(kStart, m_times.startsNow() ? tr("now") : MomentText::moment(m_times.start(), m_utc));
    show(kDuration, untilResolved ? QString() : MomentText::duration(m_times.duration()));
    show(kEnd, untilResolved ? tr("when resolved") : MomentText::moment(m_times.end(), m_utc));
}

void SilenceForm::setNow(model::TimestampMs now) {
    m_now = now;
    m_times.advance(now);
    const auto* typing = [this]() -> const QLineEdit* {
        for (const auto* each : m_fields) {
            if (each->hasFocus()) {
                return each;
            }
        }
        return nullptr;
    }();
    renderTimes(typing);
    check();
}

void SilenceForm::setUtc(bool utc) {
    m_utc = utc;
    renderTimes(nullptr);
}

void SilenceForm::matchersChanged() {
    m_preview->setMatchers(m_matchers->problem().isEmpty() ? m_matchers->matchers() : model::Matchers());
    check();
}

QString SilenceForm::matchersProblem() const {
    if (!m_matchers->problem().isEmpty()) {
        return tr("A matcher is wrong.");
    }
    const auto matchers = m_matchers->matchers();
    if (matchers.empty()) {
        return tr("Say which alerts: a matcher is missing.");
    }
    const auto isBoundless = [](const model::Matcher& matcher) {
        using enum model::MatchType;
        return (matcher.type() == kEqual || matcher.type() == kRegex) && matcher.matchesEmpty();
    };
    return std::ranges::all_of(matchers, isBoundless) ? tr("At least one matcher must not match the empty value.")
                                                      : QString();
}

QString SilenceForm::timesProblem() const {
    for (const auto part : {kStart, kDuration, kEnd}) {
        if (!field(part).problem().isEmpty()) {
            return field(part).problem();
        }
    }
    if (m_presets[kUntilResolved]->isChecked()) {
        return {};
    }
    if (m_times.end() <= m_times.start()) {
        return tr("It ends before it starts.");
    }
    return m_times.end() <= m_now ? tr("Its end is past.") : QString();
}

QString SilenceForm::problem() const {
    if (!m_readOnly.isEmpty()) {
        return m_readOnly;
    }
    if (auto reason = matchersProblem(); !reason.isEmpty()) {
        return reason;
    }
    if (auto reason = timesProblem(); !reason.isEmpty()) {
        return reason;
    }
    if (field(kComment).text().trimmed().isEmpty() && !m_presets[kUntilResolved]->isChecked()) {
        return tr("A comment is missing.");
    }
    return field(kCreator).text().trimmed().isEmpty() ? tr("Say who you are.") : QString();
}

/// Alertmanager: what was silenced in the past does not change.
bool SilenceForm::staysInPlace() const {
    const auto now = silence();
    if (now.matchers != m_original.matchers) {
        return false;
    }
    return m_original.state == datasource::SilenceState::kActive ? now.startsAt / 1000 == m_original.startsAt / 1000
                                                                 : now.startsAt >= m_now;
}

QString SilenceForm::note() const {
    if (!m_original.id.empty() && !staysInPlace()) {
        return tr("The silence ends and a new one with another id takes its place, since what was silenced in the past "
                  "does not change.");
    }
    if (m_presets[kUntilResolved]->isChecked()) {
        return tr("It is prolonged for as long as one of its alerts fires, and ends when all are resolved.");
    }
    return {};
}

void SilenceForm::check() {
    const auto reason = problem();
    m_problem->setText(reason);
    m_save->setEnabled(reason.isEmpty() && !m_saving);
    m_save->setToolTip(plainToolTip(reason));
    m_save->setAccessibleDescription(reason);
    m_note->setText(note());
    m_note->setVisible(!m_note->text().isEmpty());
}

void SilenceForm::setReadOnly(const QString& reason) {
    m_readOnly = reason;
    check();
}

void SilenceForm::setSaving(bool saving) {
    m_saving = saving;
    check();
}

void SilenceForm::setAlerts(std::shared_ptr<const ReceivedAlerts> alerts) {
    m_preview->setTotal(alerts ? std::optional(alerts->size()) : std::nullopt);
    m_matchers->setAlerts(std::move(alerts));
}

void SilenceForm::setCreator(const QString& creator) {
    if (field(kCreator).text() == m_creator) {
        field(kCreator).setText(creator);
    }
    m_creator = creator;
}

bool SilenceForm::creatorEdited() const {
    return field(kCreator).isModified();
}

void SilenceForm::focusFirst() {
    if (!matchersProblem().isEmpty()) {
        m_matchers->focusFirst();
    } else {
        field(kComment).setFocus();
    }
}

} // namespace hearth::ui

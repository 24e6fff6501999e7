// SPDX-License-Identifier: GPL-3.0-or-later
#include "silences/silence_form.h"

#include <QDateTime>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>
#include <algorithm>

#include "datasource/acknowledgement.h"
#include "models/plain_text.h"
#include "silences/matcher_editor.h"
#include "silences/silence_preview.h"
#include "silences/times_editor.h"
#include "widgets/checked_field.h"
#include "widgets/plain_label.h"

namespace hearth::ui {
namespace {

constexpr int kMargin = 16;
constexpr int kGroupGap = 8;

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
    m_times = new TimesEditor(this);
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
    column->setSpacing(4);
    column->addWidget(m_title);
    column->addSpacing(kGroupGap);
    column->addWidget(m_matchersName);
    column->addWidget(m_matchers);
    column->addSpacing(kGroupGap);
    column->addWidget(m_times);
    for (const auto part : {kComment, kCreator}) {
        column->addSpacing(kGroupGap);
        column->addWidget(m_names[part]);
        column->addWidget(m_fields[part]);
    }
    column->addWidget(m_note);
    column->addSpacing(kGroupGap);
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
    connect(m_times, &TimesEditor::changed, this, &SilenceForm::check);
    connect(&field(kComment), &QLineEdit::textChanged, this, &SilenceForm::check);
    connect(&field(kCreator), &QLineEdit::textChanged, this, &SilenceForm::check);
    connect(m_save, &QPushButton::clicked, this, &SilenceForm::saveRequested);
    connect(m_cancel, &QPushButton::clicked, this, &SilenceForm::canceled);
}

void SilenceForm::retranslateUi() {
    m_title->setText(m_original.id.empty() ? tr("New silence") : tr("Change silence"));
    m_matchersName->setText(tr("Silences alerts whose labels all match:"));
    const std::array<QString, kFieldCount> names{tr("Comment"), tr("By")};
    for (std::size_t i = 0; i < kFieldCount; ++i) {
        m_names[i]->setText(names[i]);
        m_fields[i]->setAccessibleName(names[i]);
    }
    field(kComment).setPlaceholderText(tr("Why, for whoever finds it"));
    m_save->setText(m_original.id.empty() ? tr("Silence") : tr("Save"));
    m_cancel->setText(tr("Cancel"));
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

SilenceTimes SilenceForm::timesOf(const datasource::Silence& silence) const {
    return silence.endsAt == 0     ? SilenceTimes::fromNow(m_now, kDefaultMs)
           : silence.startsAt == 0 ? SilenceTimes::fromNow(m_now, silence.endsAt - m_now)
           : silence.id.empty() && silence.startsAt <= m_now
               ? SilenceTimes::fromNow(m_now, silence.endsAt - silence.startsAt)
               : SilenceTimes::between(silence.startsAt, silence.endsAt);
}

void SilenceForm::edit(const datasource::Silence& silence) {
    m_original = silence;
    m_now = QDateTime::currentMSecsSinceEpoch();
    MatcherDrafts drafts;
    for (const auto& matcher : silence.matchers) {
        drafts.push_back(MatcherText::draftOf(matcher));
    }
    m_matchers->setDrafts(drafts);
    const bool acknowledging = datasource::isAcknowledgement(silence);
    field(kComment).setText(toQString(acknowledging ? datasource::acknowledgementNote(silence) : silence.comment));
    field(kCreator).setText(silence.createdBy.empty() ? m_creator : toQString(silence.createdBy));
    m_saving = false;
    m_times->setNow(m_now);
    m_times->setTimes(timesOf(silence), acknowledging, silence.id.empty() ? 0 : silence.startsAt);
    retranslateUi();
    m_scroll->verticalScrollBar()->setValue(0);
}

datasource::Silence SilenceForm::silence() const {
    auto silence = m_original;
    silence.matchers = m_matchers->matchers();
    silence.startsAt = m_times->times().start();
    silence.endsAt = m_times->times().end();
    silence.createdBy = field(kCreator).text().trimmed().toStdString();
    silence.comment = field(kComment).text().trimmed().toStdString();
    if (m_times->untilResolved()) {
        silence.comment = acknowledgingComment(silence.comment);
        silence.endsAt = std::max(silence.startsAt, m_now) + datasource::kAcknowledgementMs;
    }
    return silence;
}

void SilenceForm::setNow(model::TimestampMs now) {
    m_now = now;
    m_times->setNow(now);
    check();
}

void SilenceForm::setUtc(bool utc) {
    m_times->setUtc(utc);
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

QString SilenceForm::problem() const {
    if (!m_readOnly.isEmpty()) {
        return m_readOnly;
    }
    if (auto reason = matchersProblem(); !reason.isEmpty()) {
        return reason;
    }
    if (auto reason = m_times->problem(); !reason.isEmpty()) {
        return reason;
    }
    if (field(kComment).text().trimmed().isEmpty() && !m_times->untilResolved()) {
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
    if (m_times->untilResolved()) {
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

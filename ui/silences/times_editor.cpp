// SPDX-License-Identifier: GPL-3.0-or-later
#include "silences/times_editor.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QToolButton>
#include <algorithm>

#include "models/moment_text.h"
#include "widgets/checked_field.h"
#include "widgets/plain_label.h"

namespace hearth::ui {

TimesEditor::TimesEditor(QWidget* parent)
    : QWidget(parent) {
    buildUi();
    connectSignals();
    retranslateUi();
}

void TimesEditor::buildUi() {
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(6);
    grid->setVerticalSpacing(4);
    auto* presets = new QHBoxLayout;
    presets->setSpacing(4);
    for (auto& preset : m_presets) {
        preset = new QToolButton(this);
        preset->setFocusPolicy(Qt::StrongFocus);
        presets->addWidget(preset);
    }
    m_presets[kUntilResolved]->setCheckable(true);
    presets->addStretch(1);
    grid->addLayout(presets, 0, 0, 1, kFieldCount);
    for (int i = 0; i < kFieldCount; ++i) {
        const auto place = static_cast<std::size_t>(i);
        m_names[place] = plainLabel(this);
        m_fields[place] = new CheckedField(this);
        m_names[place]->setBuddy(m_fields[place]);
        grid->addWidget(m_names[place], 1, i);
        grid->addWidget(m_fields[place], 2, i);
    }
    grid->setColumnStretch(kStart, 4);
    grid->setColumnStretch(kDuration, 3);
    grid->setColumnStretch(kEnd, 4);
}

void TimesEditor::connectSignals() {
    for (int i = 0; i < kPresetCount; ++i) {
        connect(m_presets[static_cast<std::size_t>(i)], &QToolButton::clicked, this,
                [this, i] { applyPreset(static_cast<Preset>(i)); });
    }
    connect(&field(kStart), &QLineEdit::textEdited, this, &TimesEditor::takeStart);
    connect(&field(kDuration), &QLineEdit::textEdited, this, &TimesEditor::takeDuration);
    connect(&field(kEnd), &QLineEdit::textEdited, this, &TimesEditor::takeEnd);
    for (const auto* each : m_fields) {
        // What was understood is shown as it was understood; what was not stays to be mended.
        connect(each, &QLineEdit::editingFinished, this, [this] { render(nullptr); });
    }
}

void TimesEditor::retranslateUi() {
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
    const std::array<QString, kFieldCount> names{tr("Start"), tr("Duration"), tr("End")};
    for (std::size_t i = 0; i < kFieldCount; ++i) {
        m_names[i]->setText(names[i]);
        m_fields[i]->setAccessibleName(names[i]);
    }
    field(kDuration).setToolTip(tr("For example: 2h 30m, 3 days"));
    field(kStart).setToolTip(tr("For example: now, 18:00, tomorrow 8:00"));
    field(kEnd).setToolTip(tr("For example: 18:00, tomorrow 8:00, 2030-12-24 18:00"));
    render(nullptr);
}

void TimesEditor::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslateUi();
    }
    QWidget::changeEvent(event);
}

void TimesEditor::setTimes(const SilenceTimes& times, bool untilResolved, model::TimestampMs inForceSince) {
    m_times = times;
    m_inForceSince = inForceSince;
    setUntilResolved(untilResolved);
}

bool TimesEditor::untilResolved() const {
    return m_presets[kUntilResolved]->isChecked();
}

void TimesEditor::applyPreset(Preset preset) {
    if (preset == kUntilResolved) {
        setUntilResolved(untilResolved());
        return;
    }
    m_times = preset == kHour      ? SilenceTimes::fromNow(m_now, model::kHourMs)
              : preset == kTonight ? SilenceTimes::tonight(m_now, m_utc)
                                   : SilenceTimes::weekend(m_now, m_utc, QLocale());
    // One that is in force goes on: only its end moves.
    if (m_inForceSince != 0 && m_inForceSince <= m_now && m_times.startsNow()) {
        m_times = SilenceTimes::between(m_inForceSince, m_times.end());
    }
    setUntilResolved(false);
}

void TimesEditor::setUntilResolved(bool on) {
    m_presets[kUntilResolved]->setChecked(on);
    field(kDuration).setEnabled(!on);
    field(kEnd).setEnabled(!on);
    for (auto* each : m_fields) {
        each->setProblem({});
    }
    render(nullptr);
    emit changed();
}

void TimesEditor::takeStart(const QString& text) {
    const auto start = MomentText::parseMoment(text, m_now, m_utc);
    field(kStart).setProblem(start ? QString() : tr("This is no moment. Write for example: now, 18:00, tomorrow 8:00"));
    if (start == m_now) {
        m_times.setStartsNow(m_now);
    } else if (start) {
        m_times.setStart(*start);
    }
    render(&field(kStart));
    emit changed();
}

void TimesEditor::takeDuration(const QString& text) {
    const auto duration = MomentText::parseDuration(text);
    field(kDuration).setProblem(duration ? QString() : tr("This is no duration. Write for example: 2h 30m"));
    if (duration) {
        m_times.setDuration(*duration);
        field(kEnd).setProblem({});
    }
    render(&field(kDuration));
    emit changed();
}

void TimesEditor::takeEnd(const QString& text) {
    const auto end = MomentText::parseMoment(text, m_now, m_utc);
    field(kEnd).setProblem(end ? QString() : tr("This is no moment. Write for example: 18:00, tomorrow 8:00"));
    if (end) {
        m_times.setEnd(*end);
        field(kDuration).setProblem({});
    }
    render(&field(kEnd));
    emit changed();
}

/// Writes what is meant into the fields, but into none that is just being typed into or is wrong.
void TimesEditor::render(const QLineEdit* except) {
    const auto show = [&](Field part, const QString& text) {
        if (&field(part) != except && field(part).problem().isEmpty()) {
            field(part).showText(text);
        }
    };
    show(kStart, m_times.startsNow() ? tr("now") : MomentText::moment(m_times.start(), m_utc));
    show(kDuration, untilResolved() ? QString() : MomentText::duration(m_times.duration()));
    show(kEnd, untilResolved() ? tr("when resolved") : MomentText::moment(m_times.end(), m_utc));
}

void TimesEditor::setNow(model::TimestampMs now) {
    m_now = now;
    m_times.advance(now);
    const auto focused = std::ranges::find_if(m_fields, [](const auto* each) { return each->hasFocus(); });
    render(focused != m_fields.end() ? *focused : nullptr);
}

void TimesEditor::setUtc(bool utc) {
    m_utc = utc;
    render(nullptr);
}

QString TimesEditor::problem() const {
    for (const auto* each : m_fields) {
        if (!each->problem().isEmpty()) {
            return each->problem();
        }
    }
    if (untilResolved()) {
        return {};
    }
    if (m_times.end() <= m_times.start()) {
        return tr("It ends before it starts.");
    }
    return m_times.end() <= m_now ? tr("Its end is past.") : QString();
}

} // namespace hearth::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "explore/resolution_control.h"

#include <QEvent>
#include <QLineEdit>
#include <QSignalBlocker>
#include <array>

namespace hearth::ui {

namespace {

using Kind = Resolution::Kind;

constexpr std::array kChoices{
    Resolution{Kind::kLow},
    Resolution{Kind::kMedium},
    Resolution{Kind::kHigh},
    Resolution{Kind::kFixed, 1 * model::kSecondMs},
    Resolution{Kind::kFixed, 5 * model::kSecondMs},
    Resolution{Kind::kFixed, 15 * model::kSecondMs},
    Resolution{Kind::kFixed, 1 * model::kMinuteMs},
    Resolution{Kind::kFixed, 5 * model::kMinuteMs},
    Resolution{Kind::kFixed, 15 * model::kMinuteMs},
    Resolution{Kind::kFixed, 1 * model::kHourMs},
};

} // namespace

ResolutionControl::ResolutionControl(QWidget* parent)
    : QComboBox(parent) {
    setEditable(true);
    setInsertPolicy(QComboBox::NoInsert);
    setMaxVisibleItems(static_cast<int>(kChoices.size()));
    retranslateUi();
    connect(this, &QComboBox::activated, this, &ResolutionControl::choose);
    connect(lineEdit(), &QLineEdit::editingFinished, this, &ResolutionControl::readText);
}

QString ResolutionControl::text(Resolution resolution) const {
    switch (resolution.kind) {
    case Kind::kLow:
        return tr("Coarse");
    case Kind::kMedium:
        return tr("Medium");
    case Kind::kHigh:
        return tr("Fine");
    case Kind::kFixed:
        break;
    }
    return tr("Step %1").arg(QString::fromStdString(model::formatDuration(resolution.step)));
}

void ResolutionControl::retranslateUi() {
    const QSignalBlocker quiet(this);
    clear();
    for (const auto& choice : kChoices) {
        addItem(text(choice));
    }
    setToolTip(tr("Resolution: how many points a graph has. Type a step such as 30s for any other."));
    setAccessibleName(tr("Resolution"));
    display();
}

void ResolutionControl::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslateUi();
    }
    QComboBox::changeEvent(event);
}

void ResolutionControl::setResolution(Resolution resolution) {
    m_resolution = resolution;
    display();
}

void ResolutionControl::display() {
    setEditText(text(m_resolution));
}

void ResolutionControl::choose(int index) {
    const auto chosen = kChoices[static_cast<std::size_t>(index)];
    if (chosen != m_resolution) {
        setResolution(chosen);
        emit changed();
    }
}

void ResolutionControl::readText() {
    const auto typed = currentText().trimmed();
    if (typed == text(m_resolution) || findText(typed) >= 0) {
        return;
    }
    const auto words = typed.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    const auto step = words.isEmpty() ? Result<model::DurationMs>(0) : model::parseDuration(words.back().toStdString());
    if (step && *step > 0) {
        setResolution({Kind::kFixed, *step});
        emit changed();
    } else {
        display();
    }
}

} // namespace hearth::ui

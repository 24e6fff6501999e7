// SPDX-License-Identifier: GPL-3.0-or-later
#include "ruleedit/finding_list.h"

#include <QEvent>
#include <QPainter>
#include <algorithm>

#include "models/plain_text.h"
#include "widgets/cell_delegate.h"
#include "widgets/state_shape.h"

namespace hearth::ui {
namespace {

constexpr int kShownLines = 5;
constexpr int kShapeRole = Qt::UserRole + 1;

using datasource::RuleFinding;

} // namespace

FindingList::FindingList(QWidget* parent)
    : QListWidget(parent) {
    auto* delegate = new CellDelegate(this);
    delegate->setShapeRole(kShapeRole);
    setItemDelegate(delegate);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTextElideMode(Qt::ElideRight);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(this, &QListWidget::itemActivated, this,
            [this](QListWidgetItem* item) { emit chosen(m_findings[static_cast<std::size_t>(row(item))]); });
    connect(this, &QListWidget::itemClicked, this,
            [this](QListWidgetItem* item) { emit chosen(m_findings[static_cast<std::size_t>(row(item))]); });
    setAccessibleName(tr("Problems"));
    hide();
}

bool FindingList::hasErrors() const {
    return std::ranges::any_of(m_findings,
                               [](const auto& one) { return one.severity == RuleFinding::Severity::kError; });
}

void FindingList::setFindings(std::vector<RuleFinding> findings) {
    std::ranges::stable_sort(findings, {}, &RuleFinding::severity);
    findings.resize(std::min(findings.size(), kMaxShown));
    m_findings = std::move(findings);
    fill();
}

void FindingList::fill() {
    clear();
    for (const auto& finding : m_findings) {
        const bool error = finding.severity == RuleFinding::Severity::kError;
        const auto key = toQString(finding.key);
        const auto message = toQString(finding.message);
        QString text;
        switch (finding.field) {
        case RuleFinding::Field::kName:
            text = tr("Name: %1").arg(message);
            break;
        case RuleFinding::Field::kExpression:
            text = tr("Expression: %1").arg(message);
            break;
        case RuleFinding::Field::kFor:
            text = tr("For: %1").arg(message);
            break;
        case RuleFinding::Field::kLabels:
            text = tr("Label %1: %2").arg(key, message);
            break;
        case RuleFinding::Field::kAnnotations:
            text = tr("Annotation %1: %2").arg(key, message);
            break;
        }
        // The word goes with the shape.
        text = error ? tr("Error. %1").arg(text) : tr("Warning. %1").arg(text);
        auto* item = new QListWidgetItem(text.simplified(), this);
        item->setToolTip(plainToolTip(text));
        item->setData(kShapeRole, static_cast<int>(error ? StateShape::kBad : StateShape::kWarning));
    }
    const int lines = std::min(count(), kShownLines);
    setVisible(lines > 0);
    setFixedHeight(lines * std::max(1, sizeHintForRow(0)) + 2 * frameWidth());
}

void FindingList::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        setAccessibleName(tr("Problems"));
        fill();
    }
    QListWidget::changeEvent(event);
}

} // namespace hearth::ui

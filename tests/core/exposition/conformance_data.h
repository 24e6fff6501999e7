// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QFile>
#include <QList>
#include <QString>

/// Reads the conformance sets that lie beside the repository; absent() where they are not there.
namespace hearth::test {

inline QString conformancePath(const QString& relative) {
    return QStringLiteral(HEARTH_SOURCE_DIR "/../shared/conformance/") + relative;
}

inline bool conformanceAbsent() {
    return !QFile::exists(conformancePath(QString()));
}

inline QByteArray conformanceFile(const QString& relative) {
    QFile file(conformancePath(relative));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The rows of a table of observed verdicts, without its heading.
inline QList<QList<QByteArray>> conformanceTable(const QString& relative) {
    QList<QList<QByteArray>> rows;
    auto lines = conformanceFile(relative).split('\n');
    lines.removeFirst();
    for (const auto& line : lines) {
        if (!line.isEmpty()) {
            rows.append(line.split('\t'));
        }
    }
    return rows;
}

} // namespace hearth::test

/*-
 * #%L
 * Convolutional networks looked into from ImageJ and Fiji.
 * %%
 * Copyright (C) 2026 Gradiscope founders.
 * %%
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice,
 *    this list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the documentation
 *    and/or other materials provided with the distribution.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"
 * AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE
 * IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE
 * ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDERS OR CONTRIBUTORS BE
 * LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR
 * CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF
 * SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS
 * INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN
 * CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE)
 * ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE
 * POSSIBILITY OF SUCH DAMAGE.
 * #L%
 */

package org.gradiscope.imagej;

import ij.measure.ResultsTable;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.StringJoiner;

import org.gradiscope.attribution.concept.ConceptScores;
import org.gradiscope.attribution.concept.ConceptSeparator;
import org.gradiscope.metric.StudentT;

/** The rows of tables about concepts, and directions read from them. */
public final class ConceptTables {

	private static final String CHANNEL = "channel";
	private static final String WEIGHT = "weight";

	private ConceptTables() {}

	/** Adds what came out, in one row. */
	public static void addScores(final ResultsTable table, final String target, final String layer,
		final int images, final ConceptScores found) {
		final StudentT difference = found.difference();
		table.addRow();
		table.addValue("target", target);
		table.addValue("layer", layer);
		table.addValue("images", images);
		table.addValue("sets", found.concept().size());
		table.addValue("score", found.score());
		table.addValue("random-score", found.randomScore());
		table.addValue("t", difference.t());
		table.addValue("p", difference.p());
		table.addValue("accuracy", found.accuracy());
		table.addValue("no-better-than-chance", found.noBetterThanChance());
	}

	/** Adds a row for each separator. */
	public static void addSets(final ResultsTable table, final ConceptScores found) {
		for (int set = 0; set < found.concept().size(); set++) {
			addSet(table, set + 1, "concept", found.concept().get(set));
			addSet(table, set + 1, "random", found.random().get(set));
		}
	}

	private static void addSet(final ResultsTable table, final int set, final String kind,
		final ConceptSeparator separator) {
		table.addRow();
		table.addValue("set", set);
		table.addValue("of", kind);
		table.addValue("score", separator.score());
		table.addValue("right", separator.right());
		table.addValue("held-out", separator.heldOut());
		table.addValue("no-better-than-chance", separator.isNoBetterThanChance() ? "yes" : "no");
	}

	/** Adds a row for each channel of a direction. */
	public static void addDirection(final ResultsTable table, final double... direction) {
		for (int channel = 0; channel < direction.length; channel++) {
			table.addRow();
			table.addValue(CHANNEL, channel);
			table.addValue(WEIGHT, direction[channel]);
		}
	}

	/**
	 * A direction as users write it.
	 *
	 * @param text which may be the path of a table of channels and weights
	 * @return the text, or what the table has, as {@code channel:weight} with commas between
	 * @throws IllegalArgumentException if the table has no such columns
	 */
	public static String direction(final String text) {
		final File file = new File(text.trim());
		if (!file.isFile()) return text;
		try {
			final ResultsTable table = ResultsTable.open(file.getPath());
			if (!table.columnExists(CHANNEL) || !table.columnExists(WEIGHT))
				throw new IllegalArgumentException("A direction is a table with the columns " + CHANNEL +
					" and " + WEIGHT + ", but " + file + " has " + String.join(", ", table.getHeadings()) +
					"; take the one that Test Concept gives.");
			final StringJoiner parts = new StringJoiner(", ");
			for (int row = 0; row < table.size(); row++)
				parts.add((int) table.getValue(CHANNEL, row) + ":" + table.getValue(WEIGHT, row));
			return parts.toString();
		}
		catch (final IOException e) {
			throw new UncheckedIOException("The table " + file + " cannot be read.", e);
		}
	}
}

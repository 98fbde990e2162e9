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

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.gradiscope.attack.robustness.AccuracyUnderAttack.Point;
import org.gradiscope.attack.robustness.Proportion;
import org.gradiscope.attack.robustness.Transferability;
import org.gradiscope.training.Confusion;
import org.gradiscope.training.Substitute.Round;

/** What came of training, in tables. */
public final class TrainingTables {

	private TrainingTables() {}

	/** Adds the rounds of a substitute, one a row. */
	public static void addRounds(final ResultsTable table, final List<Round> rounds) {
		for (final Round round : rounds) {
			table.addRow();
			table.addValue("round", rounds.indexOf(round) + 1);
			table.addValue("images", round.images());
			table.addValue("queries", round.queries());
			table.addValue("loss", round.loss());
			table.addValue("held-out", round.agreement().total());
			table.addValue("agree", round.agreement().count());
			AttackTables.addRate(table, "agreement", round.agreement());
		}
	}

	/** Adds how many held-out images are right: of all classes in a row, and of each. */
	public static void addAccuracy(final ResultsTable table, final Confusion found) {
		addAccuracy(table, "all", found.right());
		for (int k = 0; k < found.labels().count(); k++)
			addAccuracy(table, found.labels().name(k), found.right(k));
	}

	private static void addAccuracy(final ResultsTable table, final String of,
		final Proportion right) {
		table.addRow();
		table.addValue("class", of);
		table.addValue("images", right.total());
		table.addValue("right", right.count());
		AttackTables.addRate(table, "accuracy", right);
	}

	/** Adds a row for each class, with how many of its images are taken for each. */
	public static void addConfusion(final ResultsTable table, final Confusion found) {
		for (int k = 0; k < found.labels().count(); k++) {
			table.addRow();
			table.addValue("class", found.labels().name(k));
			for (int as = 0; as < found.labels().count(); as++)
				table.addValue("as " + found.labels().name(as), found.counts()[k][as]);
		}
	}

	/**
	 * Adds an epsilon in a row.
	 *
	 * @param matrix of a substitute, the first network, and its oracle
	 */
	public static void addTransfer(final ResultsTable table, final double epsilon,
		final Transferability matrix) {
		table.addRow();
		table.addValue("epsilon", epsilon);
		table.addValue("images", matrix.images());
		table.addValue("fooled-substitute", matrix.fooled(0, 0).count());
		table.addValue("fooled-both", matrix.transfer(0, 1).count());
		AttackTables.addRate(table, "transfer", matrix.transfer(0, 1));
		table.addValue("fooled-oracle", matrix.fooled(0, 1).count());
		table.addValue("fooled-oracle-rate", matrix.fooled(0, 1).value());
		table.addValue("white-box", matrix.fooled(1, 1).count());
		table.addValue("white-box-rate", matrix.fooled(1, 1).value());
	}

	/**
	 * Adds how a network does alone and behind a denoiser, clean and under attacks, one a row.
	 *
	 * @param points each setting's clean one for each method, of which one is taken
	 */
	public static void addDenoiser(final ResultsTable table, final List<Point> points) {
		final Set<String> added = new HashSet<>();
		for (final Point point : points) {
			final boolean bare = point.setting().defence().isEmpty();
			final boolean clean = point.epsilon() == 0;
			final String attack = clean ? "clean" : point.method().toString();
			final String on = clean ? "" : bare || !point.setting().knowing() ? "network" : "both";
			if (!added.add(bare + attack + on)) continue;
			table.addRow();
			table.addValue("judged", bare ? "network" : "both");
			table.addValue("attack", attack);
			table.addValue("made-on", on);
			table.addValue("epsilon", point.epsilon());
			table.addValue("images", point.accuracy().total());
			table.addValue("right", point.accuracy().count());
			AttackTables.addRate(table, "accuracy", point.accuracy());
		}
	}
}

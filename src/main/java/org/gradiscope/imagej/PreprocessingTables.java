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

import org.gradiscope.preprocessing.AnswerSearch;
import org.gradiscope.preprocessing.AnswerSearch.Tried;
import org.gradiscope.preprocessing.AnswerStatistics;
import org.gradiscope.preprocessing.PreprocessingCandidate;
import org.gradiscope.preprocessing.PreprocessingCheck;
import org.gradiscope.preprocessing.PreprocessingCheck.Fit;

/** Checks of preprocessings in tables, the best in the first row. */
public final class PreprocessingTables {

	private PreprocessingTables() {}

	/** Adds those that were tried on images alone, one a row. */
	public static void add(final ResultsTable table, final PreprocessingCheck check) {
		for (final Fit fit : check.fits()) {
			addCandidate(table, fit.candidate(), fit.equals(check.now()));
			table.addValue("misfit", fit.misfit());
			table.addValue("times-the-best", check.timesBest(fit));
			table.addValue("by", check.byMoments() ? "batch normalization" : "answers");
			fit.answers().ifPresent(answers -> addAnswers(table, answers));
		}
	}

	private static void addAnswers(final ResultsTable table, final AnswerStatistics answers) {
		table.addValue("information", answers.information());
		table.addValue("spread", answers.spread());
		table.addValue("temperature", answers.temperature());
		table.addValue("entropy", answers.entropy());
		table.addValue("dead", answers.dead());
		table.addValue("saturated", answers.saturated());
	}

	/** Adds those whose answer was compared to the expected one, one a row. */
	public static void add(final ResultsTable table, final AnswerSearch search) {
		for (final Tried tried : search.tried()) {
			addCandidate(table, tried.candidate(), tried.equals(search.now()));
			table.addValue("difference", tried.difference().relative());
			table.addValue("expected", tried.difference().expected());
			table.addValue("found", tried.difference().found());
		}
	}

	private static void addCandidate(final ResultsTable table, final PreprocessingCandidate candidate,
		final boolean now) {
		table.addRow();
		table.addValue("rank", table.size());
		table.addValue("preprocessing", candidate.name());
		table.addValue("is", candidate.preprocessing().toString());
		table.addValue("now", now ? "yes" : "");
	}
}

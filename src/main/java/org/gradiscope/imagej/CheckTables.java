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

import java.util.List;

import org.gradiscope.attribution.check.CascadingRandomization.Step;
import org.gradiscope.attribution.check.Findings;
import org.gradiscope.attribution.check.FurtherFindings;
import org.gradiscope.metric.MeanInterval;

/** The findings of checks in tables. */
public final class CheckTables {

	private CheckTables() {}

	/** Adds the figures of a slice in one row. */
	public static void addFigures(final ResultsTable table, final int slice, final String target,
		final Findings findings) {
		table.addRow();
		table.addValue("slice", slice);
		table.addValue("target", target);
		table.addValue("deletion", findings.deletion().area());
		table.addValue("deletion-random", findings.deletionRandom().area());
		table.addValue("insertion", findings.insertion().area());
		table.addValue("insertion-random", findings.insertionRandom().area());
		table.addValue("infidelity", findings.infidelity().scaled());
		table.addValue("infidelity-relative", findings.infidelity().relative());
		table.addValue("sensitivity-1%", findings.sensitivity().get(0));
		table.addValue("sensitivity-10%", findings.sensitivity().get(1));
		table.addValue("sensitivity-50%", findings.sensitivity().get(2));
	}

	/** Adds the figures of further checks to the last row. */
	public static void addFurther(final ResultsTable table, final FurtherFindings findings) {
		findings.road().ifPresent(road -> {
			table.addValue("road-most-first", road.mostFirst());
			table.addValue("road-least-first", road.leastFirst());
		});
		findings.objects().ifPresent(objects -> {
			table.addValue("objects-deletion", objects.along().area());
			table.addValue("objects-deletion-random", objects.random().area());
		});
		findings.localization().ifPresent(where -> {
			table.addValue("strongest-where-expected", where.hit() ? 1 : 0);
			table.addValue("energy-where-expected", where.energy());
			table.addValue("area-expected", where.area());
		});
	}

	/** Adds the mean of each figure over all slices, with its interval of 95 %, one a row. */
	public static void addMeans(final ResultsTable table, final ResultsTable figures) {
		for (final String column : figures.getHeadings()) {
			final MeanInterval mean = MeanInterval.of(figures.getColumn(column));
			if (column.equals("slice") || mean.count() == 0) continue;
			table.addRow();
			table.addValue("figure", column);
			table.addValue("mean", mean.mean());
			table.addValue("low", mean.low());
			table.addValue("high", mean.high());
			table.addValue("slices", mean.count());
		}
	}

	/** Adds the steps of a slice's randomization, one a row. */
	public static void addSteps(final ResultsTable table, final int slice, final List<Step> steps) {
		for (final Step step : steps) {
			table.addRow();
			table.addValue("slice", slice);
			table.addValue("layer", step.layer());
			table.addValue("random-layers", step.layers());
			table.addValue("spearman", step.similarity().spearman());
			table.addValue("spearman-signed", step.similarity().spearmanSigned());
			table.addValue("ssim", step.similarity().ssim());
		}
	}
}

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

import java.util.function.ToIntFunction;

import org.gradiscope.attack.surface.AdversarialSpace;
import org.gradiscope.attack.surface.BoundaryCrossing;
import org.gradiscope.attack.surface.GradientGain;
import org.gradiscope.attack.surface.SurfaceFindings;
import org.gradiscope.model.Labels;

/** What was found around images in tables. */
public final class SurfaceTables {

	private static final String[] WAYS = { "across", "across-back", "down", "down-back" };

	private SurfaceTables() {}

	/** Adds the figures of a slice in one row. */
	public static void add(final ResultsTable table, final int slice, final SurfaceFindings findings,
		final Labels labels, final String words) {
		table.addRow();
		table.addValue("slice", slice);
		table.addValue("class", labels.name(findings.own()));
		table.addValue("loss", findings.loss());
		for (int n = 0; n < WAYS.length; n++) {
			final BoundaryCrossing boundary = findings.boundaries().get(n);
			table.addValue("boundary-" + WAYS[n], boundary.distance());
			table.addValue("class-" + WAYS[n], boundary.exists() ? labels.name(boundary.beyond()) : "");
		}
		table.addValue("gain-gradient", findings.gain().map(GradientGain::along).orElse(0.0));
		table.addValue("gain-random",
			findings.gain().map(GradientGain::meanOfRandom).orElse(Double.NaN));
		table.addValue("gain-random-most",
			findings.gain().map(GradientGain::largestOfRandom).orElse(Double.NaN));
		table.addValue("obfuscation", findings.gain().map(GradientGain::obfuscation).orElse(1.0));
		table.addValue("without-gradient", findings.withoutGradient());
		table.addValue("directions-all", space(findings, AdversarialSpace::all));
		table.addValue("directions-most", space(findings, AdversarialSpace::most));
		table.addValue("angle", findings.plane().angle());
		table.addValue("cut", findings.grid().cut());
		table.addValue("finding", words);
	}

	private static double space(final SurfaceFindings findings,
		final ToIntFunction<AdversarialSpace> figure) {
		return findings.space().map(space -> (double) figure.applyAsInt(space)).orElse(Double.NaN);
	}

	/** Adds how many directions fooled of each number that was tried, one a row. */
	public static void addSpace(final ResultsTable table, final int slice,
		final AdversarialSpace space) {
		for (final AdversarialSpace.Count each : space.tried()) {
			table.addRow();
			table.addValue("slice", slice);
			table.addValue("directions", each.directions());
			table.addValue("fooling", each.fooling());
		}
	}
}

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

import ij.measure.Calibration;
import ij.measure.ResultsTable;

import java.util.List;

import org.gradiscope.attribution.exemplar.ExemplarPatch;

/** The rows of tables of strong places. */
public final class ExemplarTables {

	private ExemplarTables() {}

	/**
	 * Adds a row for each patch: where its middle lies, in pixels and, where any image is calibrated, in its
	 * units, and where it was cut out.
	 *
	 * @param units what each is called
	 * @param origins where the image of each patch is from
	 */
	public static void add(final ResultsTable table, final List<String> units,
		final List<ExemplarPatch> patches, final List<ImageSet.Origin> origins) {
		final boolean calibrated = origins.stream().anyMatch(of -> of.calibration().scaled());
		for (int i = 0; i < patches.size(); i++) {
			final ExemplarPatch patch = patches.get(i);
			final ImageSet.Origin origin = origins.get(i);
			table.addRow();
			table.addValue("unit", units.get(patch.unit()));
			table.addValue("rank", patch.rank());
			table.addValue("image", origin.image());
			table.addValue("slice", origin.slice());
			table.addValue("x", patch.x() + origin.left());
			table.addValue("y", patch.y() + origin.top());
			table.addValue("value", patch.place().value());
			if (calibrated) addCalibrated(table, patch, origin);
			table.addValue("left", patch.bounds().left() + origin.left());
			table.addValue("top", patch.bounds().top() + origin.top());
			table.addValue("width", patch.bounds().width());
			table.addValue("height", patch.bounds().height());
			table.addValue("moved", patch.bounds().moved() ? "yes" : "no");
		}
	}

	private static void addCalibrated(final ResultsTable table, final ExemplarPatch patch,
		final ImageSet.Origin origin) {
		final Calibration calibration = origin.calibration();
		table.addValue("X", calibration.getX(patch.x() + origin.left()));
		table.addValue("Y", calibration.getY(patch.y() + origin.top()));
		table.addValue("length-unit", calibration.scaled() ? calibration.getUnits() : "pixels");
	}
}

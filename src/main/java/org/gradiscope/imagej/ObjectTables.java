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

import ij.ImagePlus;
import ij.measure.Calibration;
import ij.measure.ResultsTable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.gradiscope.coalition.PairShares;

/** The rows of tables of objects. */
public final class ObjectTables {

	private ObjectTables() {}

	/**
	 * Adds a row for each object, then for the background and for what is left: together their values are the score less
	 * that of nothing. Areas and centroids are calibrated, as {@code Measure} gives them.
	 */
	public static void add(final ResultsTable table, final ObjectShares shares, final Region region,
		final ImagePlus image) {
		final Places places = new Places(shares, region);
		final int[] ranks = shares.ranks();
		final Calibration calibration = image.getCalibration();
		for (final ObjectShares.Part part : shares.parts()) {
			final int n = part.object();
			table.addRow();
			table.addValue("slice", shares.picture());
			table.addValue("object", part.name());
			table.addValue("value", part.value());
			table.addValue("error", part.error());
			table.addValue("rank", n < 0 ? Double.NaN : ranks[n]);
			table.addValue("area",
				n < 0 ? Double.NaN : places.pixels[n] * calibration.pixelWidth * calibration.pixelHeight);
			table.addValue("x", n < 0 ? Double.NaN : calibration.getX(places.x[n]));
			table.addValue("y", n < 0 ? Double.NaN : calibration.getY(places.y[n], image.getHeight()));
			table.addValue("unit", calibration.getUnits());
			table.addValue("explained", shares.explained());
			table.addValue("score", shares.shares().everything());
			table.addValue("score-of-nothing", shares.shares().nothing());
		}
	}

	/** How many pixels each object has in what the network sees, and their mean place in the image, in pixels. */
	private static final class Places {

		private final int[] pixels;
		private final double[] x;
		private final double[] y;

		Places(final ObjectShares shares, final Region region) {
			final int count = shares.objects().rois().size();
			pixels = new int[count];
			x = new double[count];
			y = new double[count];
			final int[] labels = shares.objects().map().labels();
			for (int p = 0; p < labels.length; p++) {
				if (labels[p] == 0) continue;
				final int n = labels[p] - 1;
				pixels[n]++;
				x[n] += region.left() + p % region.width() + 0.5;
				y[n] += region.top() + p / region.width() + 0.5;
			}
			for (int n = 0; n < count; n++) {
				x[n] /= pixels[n];
				y[n] /= pixels[n];
			}
		}
	}

	/** Adds a row for each pair of objects, the strongest first. */
	public static void addPairs(final ResultsTable table, final int picture,
		final ImageObjects objects, final PairShares pairs) {
		final List<int[]> all = new ArrayList<>();
		for (int i = 0; i < objects.rois().size(); i++)
			for (int j = i + 1; j < objects.rois().size(); j++)
				all.add(new int[] { i, j });
		all.sort(Comparator.comparingDouble(pair -> -Math.abs(pairs.values()[pair[0]][pair[1]])));
		for (final int[] pair : all) {
			table.addRow();
			table.addValue("slice", picture);
			table.addValue("object", objects.rois().get(pair[0]).getName());
			table.addValue("with", objects.rois().get(pair[1]).getName());
			table.addValue("interaction", pairs.values()[pair[0]][pair[1]]);
			table.addValue("error", pairs.errors()[pair[0]][pair[1]]);
		}
	}
}

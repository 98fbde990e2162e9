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
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.process.LUT;

import java.awt.Color;
import java.util.List;
import java.util.Locale;

/** Objects on a copy of their image, coloured by what they make up: blue against, red for what is explained. */
public final class ObjectOverlay {

	private static final int OPACITY = 140;

	private ObjectOverlay() {}

	/**
	 * The pictures that were explained. Each object is a selection of the overlay, with its name, and its value, standard
	 * error and rank as properties; one scale for all pictures.
	 */
	public static ImagePlus render(final ShownImage image, final List<ObjectShares> all,
		final String title) {
		final ImagePlus copy =
			ResultImage.copy(image, all.stream().mapToInt(ObjectShares::picture).toArray(), title);
		final double limit = all.stream().mapToDouble(ObjectShares::limit).max().orElse(1);
		final Overlay overlay = new Overlay();
		for (int n = 0; n < all.size(); n++)
			for (final Roi roi : coloured(all.get(n), limit)) {
				ResultImage.place(roi, copy, image, n, all.size());
				overlay.add(roi);
			}
		HeatMap.addBar(overlay, copy, part -> colour(2 * part - 1).getRGB(), -limit, limit);
		MapCaption.addOver(overlay, copy, all.stream().map(ObjectShares::explained).toList(),
			(roi, n) -> ResultImage.place(roi, copy, image, n, all.size()));
		copy.setOverlay(overlay);
		return copy;
	}

	private static List<Roi> coloured(final ObjectShares shares, final double limit) {
		final int[] ranks = shares.ranks();
		final List<Roi> rois = shares.objects().rois().stream().map(roi -> (Roi) roi.clone()).toList();
		for (int n = 0; n < rois.size(); n++) {
			final double value = shares.shares().values()[n];
			final Color colour = colour(value / limit);
			final Roi roi = rois.get(n);
			roi.setStrokeColor(colour.darker());
			roi.setFillColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), OPACITY));
			roi.setProperty("value", text(value));
			roi.setProperty("error", text(shares.shares().errors()[n]));
			roi.setProperty("rank", String.valueOf(ranks[n]));
		}
		return rois;
	}

	private static String text(final double value) {
		return String.format(Locale.ROOT, "%.6g", value);
	}

	/** @param part of the limit, -1 to 1 */
	private static Color colour(final double part) {
		final LUT colours = ColourTables.diverging();
		return new Color(colours.getRGB((int) Math.round(127.5 + 127.5 * part)));
	}
}

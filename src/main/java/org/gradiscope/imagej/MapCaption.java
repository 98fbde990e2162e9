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
import ij.gui.TextRoi;

import java.awt.Color;
import java.awt.Font;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;

/** What a map explains, written where it is seen: a line on each heat map, or else the slice's label. */
public final class MapCaption {

	/** Behind what is written on a picture. */
	static final Color SHADE = new Color(0, 0, 0, 128);

	private static final String LABEL = "Slice_Label";

	private MapCaption() {}

	/**
	 * Labels keep what they say already.
	 *
	 * @param words of each slice of the map
	 * @param alone whether the map is the result, not one of several that get labels of their own
	 */
	public static void add(final ImagePlus map, final List<String> words, final boolean alone) {
		final Overlay overlay = map.getOverlay();
		if (overlay != null) {
			int slice = 0;
			for (final Roi roi : overlay.toArray())
				if (HeatMap.is(roi)) write(overlay, map, words.get(slice++), text -> placeAs(roi, text));
		}
		if (!alone || map.getStackSize() != words.size()) return;
		for (int slice = 1; slice <= words.size(); slice++)
			if (map.getStack().getSliceLabel(slice) == null)
				map.getStack().setSliceLabel(words.get(slice - 1), slice);
		if (words.size() == 1 && map.getProp(LABEL) == null) map.setProp(LABEL, words.get(0));
	}

	/** Whether the image has a heat map of an earlier run, which no new map is drawn over. */
	public static boolean isOn(final ImagePlus image) {
		return HeatMap.isOn(image);
	}

	/**
	 * What each picture explains, written on it.
	 *
	 * @param place shows a text with the n-th picture alone, from 0
	 */
	static void addOver(final Overlay overlay, final ImagePlus image, final List<String> words,
		final ObjIntConsumer<Roi> place) {
		for (int n = 0; n < words.size(); n++) {
			final int picture = n;
			write(overlay, image, words.get(n), text -> place.accept(text, picture));
		}
	}

	/** A Java without any font, as on a bare server, still gets its maps. */
	private static void write(final Overlay overlay, final ImagePlus map, final String words,
		final Consumer<Roi> place) {
		try {
			final int size = Math.max(8, Math.min(map.getWidth(), map.getHeight()) / 24);
			final TextRoi text =
				new TextRoi(size / 2, size / 2, words, new Font(Font.SANS_SERIF, Font.PLAIN, size));
			text.setStrokeColor(Color.WHITE);
			text.setFillColor(SHADE);
			text.setName("explained");
			HeatMap.markLegend(text);
			place.accept(text);
			overlay.add(text);
		}
		catch (final RuntimeException | LinkageError e) {
			// The slice's label and the recipe say the same.
		}
	}

	/** With the same picture as another. */
	private static void placeAs(final Roi heat, final Roi text) {
		if (heat.hasHyperStackPosition())
			text.setPosition(heat.getCPosition(), heat.getZPosition(), heat.getTPosition());
		else text.setPosition(heat.getPosition());
	}
}

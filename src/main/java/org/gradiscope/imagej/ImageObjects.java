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

import ij.gui.ImageRoi;
import ij.gui.Roi;
import ij.gui.TextRoi;
import ij.plugin.filter.ThresholdToSelection;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

import java.awt.Rectangle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

import org.gradiscope.attribution.objects.ObjectMap;

/**
 * The objects of a picture: selections of areas, the labels of a label image, or the connected parts of a mask.
 *
 * @param map which object each pixel belongs to
 * @param rois one for each object, called as it is
 * @param remarks what was left out, in sentences
 */
public record ImageObjects(ObjectMap map, List<Roi> rois, List<String> remarks) {

	/** Of connected parts: those around a pixel, corners too. */
	private static final int[][] NEIGHBOURS =
		{ { -1, -1 }, { 0, -1 }, { 1, -1 }, { -1, 0 }, { 1, 0 }, { -1, 1 }, { 0, 1 }, { 1, 1 } };

	/** As many labels of an image are those of objects and not grey levels. */
	private static final int MOST = 5000;

	/**
	 * Those of areas, by their names, or else by their turn. A pixel in several belongs to the first; what is no area,
	 * lies outside or is covered by others is left out.
	 *
	 * @throws IllegalArgumentException if no area is left
	 */
	public static ImageObjects of(final Collection<Roi> selections, final int width,
		final int height) {
		final int[] labels = new int[width * height];
		final List<Roi> rois = new ArrayList<>();
		final List<String> remarks = new ArrayList<>();
		int lost = 0;
		int shared = 0;
		for (final Roi roi : selections) {
			final int number = rois.size() + 1;
			final int[] claimed = isObject(roi) ? claim(labels, width, height, roi, number) : new int[2];
			shared += claimed[1];
			if (claimed[0] == 0) lost++;
			else rois.add(named(roi, roi.getName() == null ? "object " + number : roi.getName()));
		}
		if (rois.isEmpty())
			throw new IllegalArgumentException("Objects are areas, but of " + selections.size() +
				" selections none is one that lies in the image; draw some, and add them to the " +
				"overlay (Image > Overlay > Add Selection...).");
		if (lost > 0) remarks.add("Of " + selections.size() + " selections " + lost +
			" are left out: they are no areas, lie outside, or others cover them.");
		if (shared > 0)
			remarks.add(shared + " pixels lie in several selections, and belong to the first of them.");
		return new ImageObjects(new ObjectMap(height, width, labels), List.copyOf(rois),
			List.copyOf(remarks));
	}

	/** Whether a selection can be an object: an area, and not a picture or a text that lies on the image. */
	static boolean isObject(final Roi roi) {
		return roi.isArea() && !(roi instanceof ImageRoi) && !(roi instanceof TextRoi);
	}

	/** Pieces that were found in a region of an image, called by their turn. */
	static ImageObjects of(final ObjectMap pieces, final Region region, final String name) {
		final ImageObjects found = traced(pieces.labels(), pieces.width(), pieces.height(),
			IntStream.rangeClosed(1, pieces.count()).mapToObj(n -> name + " " + n).toList());
		for (final Roi roi : found.rois) {
			final Rectangle bounds = roi.getBounds();
			roi.setLocation(bounds.x + region.left(), bounds.y + region.top());
		}
		return found;
	}

	/** Those of an image that have pixels in a region, and their map in its bounds. */
	ImageObjects within(final Region region) {
		final Rectangle bounds = region.bounds();
		if (bounds.equals(region.ofImage())) return this;
		final List<Integer> kept = map.numbersIn(bounds.x, bounds.y, bounds.width, bounds.height);
		if (kept.isEmpty()) throw new IllegalArgumentException("Of " + rois.size() +
			" objects none lies in the selection, which is all that the network sees; select more, or nothing.");
		final List<String> said = new ArrayList<>(remarks);
		if (kept.size() < rois.size()) said.add("Of " + rois.size() + " objects " +
			(rois.size() - kept.size()) + " lie outside of the selection and are left out.");
		return new ImageObjects(map.crop(bounds.x, bounds.y, bounds.width, bounds.height),
			kept.stream().map(number -> rois.get(number - 1)).toList(), List.copyOf(said));
	}

	/** How many pixels became those of the object, and how many were another's already. */
	private static int[] claim(final int[] labels, final int width, final int height, final Roi roi,
		final int number) {
		final Rectangle bounds = roi.getBounds().intersection(new Rectangle(width, height));
		final ImageProcessor mask = roi.getMask();
		final int[] claimed = new int[2];
		for (int y = bounds.y; y < bounds.y + bounds.height; y++)
			for (int x = bounds.x; x < bounds.x + bounds.width; x++) {
				if (mask != null && mask.get(x - roi.getBounds().x, y - roi.getBounds().y) == 0) continue;
				final boolean free = labels[y * width + x] == 0;
				if (free) labels[y * width + x] = number;
				claimed[free ? 0 : 1]++;
			}
		return claimed;
	}

	/**
	 * Those of a label image, whose values are the names, from the least; 0 is the background. A mask, of one value besides 0,
	 * has an object for each of its connected parts, in the order of their first pixels.
	 *
	 * @throws IllegalArgumentException if it has no object, values that are no whole numbers from 0, or too many
	 */
	public static ImageObjects of(final ImageProcessor image) {
		final Map<Integer, Integer> numbers = new TreeMap<>();
		final int[] values = new int[image.getPixelCount()];
		for (int p = 0; p < values.length; p++) {
			final float value = image.getf(p);
			if (!(value >= 0) || value != Math.rint(value))
				throw new IllegalArgumentException("A label image has whole numbers from 0, but " + value +
					" was found at x=" + p % image.getWidth() + ", y=" + p / image.getWidth() + ".");
			values[p] = (int) value;
			if (values[p] > 0 && numbers.size() <= MOST) numbers.put(values[p], 0);
		}
		if (numbers.isEmpty()) throw new IllegalArgumentException(
			"A label image has a number over 0 for each object, but this one is 0 everywhere.");
		if (numbers.size() > MOST) throw new IllegalArgumentException("A label image of at most " +
			MOST +
			" objects is expected, but this one has more values, as if they were grey levels; give labels or a mask.");
		if (numbers.size() == 1) return parts(values, image.getWidth(), image.getHeight());
		int next = 1;
		for (final Map.Entry<Integer, Integer> entry : numbers.entrySet())
			entry.setValue(next++);
		for (int p = 0; p < values.length; p++)
			values[p] = values[p] == 0 ? 0 : numbers.get(values[p]);
		return traced(values, image.getWidth(), image.getHeight(),
			numbers.keySet().stream().map(String::valueOf).toList());
	}

	private static ImageObjects parts(final int[] values, final int width, final int height) {
		final int[] labels = new int[values.length];
		final List<String> names = new ArrayList<>();
		for (int p = 0; p < values.length; p++)
			if (values[p] != 0 && labels[p] == 0) {
				names.add("object " + (names.size() + 1));
				flood(values, labels, width, height, p, names.size());
			}
		return traced(labels, width, height, names);
	}

	private static void flood(final int[] values, final int[] labels, final int width,
		final int height, final int start, final int number) {
		final Deque<Integer> open = new ArrayDeque<>(List.of(start));
		labels[start] = number;
		while (!open.isEmpty()) {
			final int p = open.pop();
			for (final int[] step : NEIGHBOURS) {
				final int x = p % width + step[0];
				final int y = p / width + step[1];
				if (x < 0 || y < 0 || x >= width || y >= height) continue;
				final int other = y * width + x;
				if (values[other] == 0 || labels[other] != 0) continue;
				labels[other] = number;
				open.push(other);
			}
		}
	}

	/** With the outline of each as its selection. */
	private static ImageObjects traced(final int[] labels, final int width, final int height,
		final List<String> names) {
		final FloatProcessor map = new FloatProcessor(width, height, labels);
		final List<Roi> rois = new ArrayList<>();
		for (int number = 1; number <= names.size(); number++) {
			map.setThreshold(number, number, ImageProcessor.NO_LUT_UPDATE);
			rois.add(named(new ThresholdToSelection().convert(map), names.get(number - 1)));
		}
		return new ImageObjects(new ObjectMap(height, width, labels), rois, List.of());
	}

	private static Roi named(final Roi roi, final String name) {
		final Roi copy = (Roi) roi.clone();
		copy.setName(name);
		return copy;
	}
}

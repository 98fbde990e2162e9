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

package org.gradiscope.attribution.objects;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;

import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;

/**
 * Which object each pixel of a picture belongs to.
 *
 * @param height in pixels
 * @param width in pixels
 * @param labels row by row: 0 for the background, which is always there, or the number of an object, from 1
 */
public record ObjectMap(int height, int width, int... labels) {

	/** @throws IllegalArgumentException if the labels are not as many as pixels, or an object has no pixel */
	public ObjectMap {
		if (labels.length != height * width) throw new IllegalArgumentException("A map of " + width +
			"x" + height + " pixels has as many labels, but " + labels.length + " were given.");
		final BitSet seen = new BitSet();
		for (final int label : labels) {
			if (label < 0) throw new IllegalArgumentException(
				"Objects are numbered from 1, and the background is 0, but a pixel has " + label + ".");
			seen.set(label);
		}
		final int missing = seen.nextClearBit(1);
		if (missing < seen.length())
			throw new IllegalArgumentException("Objects are numbered from 1 without a gap, but " +
				missing + " has no pixel and " + (seen.length() - 1) + " has.");
	}

	/** How many objects there are. */
	public int count() {
		return Arrays.stream(labels).max().orElse(0);
	}

	/** Squares of about one size, row by row, about as many as are wanted. */
	public static ObjectMap grid(final int height, final int width, final int count) {
		final double side = Math.sqrt((double) height * width / Math.min(count, height * width));
		final int columns = Math.max(1, (int) Math.round(width / side));
		final int rows = Math.max(1, (int) Math.round(height / side));
		final int[] labels = new int[height * width];
		for (int p = 0; p < labels.length; p++)
			labels[p] = 1 + p / width * rows / height * columns + p % width * columns / width;
		return new ObjectMap(height, width, labels);
	}

	/** Whether there is a pixel that belongs to no object. */
	public boolean hasBackground() {
		return Arrays.stream(labels).anyMatch(label -> label == 0);
	}

	/** 1 on the objects and 0 else, {@code [1, h, w, 1]}. */
	public Tensor indicator() {
		final float[] inside = new float[labels.length];
		for (int p = 0; p < inside.length; p++)
			inside[p] = labels[p] > 0 ? 1 : 0;
		return Tensor.of(Shape.of(1, height, width, 1), inside);
	}

	/** With the background, if there is any, as the last object. */
	public ObjectMap withBackground() {
		final int last = count() + 1;
		return new ObjectMap(height, width,
			Arrays.stream(labels).map(label -> label == 0 ? last : label).toArray());
	}

	/**
	 * Its objects larger by some pixels all around, where there is background; the first that comes to a pixel has it. Where no
	 * background would be left, they stay as they are before that.
	 */
	public ObjectMap grown(final int pixels) {
		ObjectMap grown = this;
		for (int step = 0; step < pixels; step++) {
			final ObjectMap next = grown.grown();
			if (!next.hasBackground()) return grown;
			grown = next;
		}
		return grown;
	}

	private ObjectMap grown() {
		final int[] next = labels.clone();
		for (int p = 0; p < next.length; p++)
			if (labels[p] == 0) next[p] = beside(p);
		return new ObjectMap(height, width, next);
	}

	/** The object at one of the eight pixels around; 0 if there is none. */
	private int beside(final int p) {
		for (int y = Math.max(0, p / width - 1); y <= Math.min(height - 1, p / width + 1); y++)
			for (int x = Math.max(0, p % width - 1); x <= Math.min(width - 1, p % width + 1); x++)
				if (labels[y * width + x] > 0) return labels[y * width + x];
		return 0;
	}

	/** A part of it; objects that have no pixel there are left out, and the others keep their turn. */
	public ObjectMap crop(final int left, final int top, final int columns, final int rows) {
		final int[] cut = cut(left, top, columns, rows);
		final List<Integer> there = numbersIn(left, top, columns, rows);
		return new ObjectMap(rows, columns,
			Arrays.stream(cut).map(n -> n == 0 ? 0 : Collections.binarySearch(there, n) + 1).toArray());
	}

	/** The numbers of the objects that have pixels in a part of it, from the least. */
	public List<Integer> numbersIn(final int left, final int top, final int columns, final int rows) {
		return Arrays.stream(cut(left, top, columns, rows)).filter(n -> n > 0).distinct().sorted()
			.boxed().toList();
	}

	private int[] cut(final int left, final int top, final int columns, final int rows) {
		final int[] cut = new int[columns * rows];
		for (int p = 0; p < cut.length; p++)
			cut[p] = labels[(top + p / columns) * width + left + p % columns];
		return cut;
	}

	/** Where pixels stay: 1 on the background and the objects of a coalition, counted from 0; 0 elsewhere. */
	float[] mask(final BitSet present) {
		final float[] mask = new float[labels.length];
		for (int p = 0; p < mask.length; p++)
			mask[p] = labels[p] == 0 || present.get(labels[p] - 1) ? 1 : 0;
		return mask;
	}

	@Override
	public boolean equals(final Object other) {
		return other instanceof ObjectMap same && height == same.height && width == same.width &&
			Arrays.equals(labels, same.labels);
	}

	@Override
	public int hashCode() {
		return 31 * width + Arrays.hashCode(labels);
	}

	@Override
	public String toString() {
		return count() + " objects in " + width + "x" + height + " pixels";
	}
}

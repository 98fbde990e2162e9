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

package org.gradiscope.tensor;

import java.util.Arrays;
import java.util.List;

/**
 * An array of {@code float} with a {@link Shape}, in row-major order: the last axis varies fastest,
 * so an image {@code [n, h, w, c]} has its channels side by side.
 * <p>
 * A tensor wraps its array without a copy: whoever makes one hands the array over, and the inner
 * loops of this project read {@link #data()} directly. By convention no method changes a tensor that
 * it was given.
 * </p>
 */
public final class Tensor {

	private final Shape shape;
	private final float[] data;

	private Tensor(final Shape shape, final float[] data) {
		this.shape = shape;
		this.data = data;
	}

	/**
	 * Wraps {@code data}, no copy made.
	 *
	 * @throws IllegalArgumentException if the array's length is not the shape's size
	 */
	public static Tensor of(final Shape shape, final float... data) {
		if (data.length != shape.size()) throw new IllegalArgumentException("A tensor of shape " +
			shape + " needs " + shape.size() + " values, but " + data.length + " were given.");
		return new Tensor(shape, data);
	}

	public static Tensor zeros(final Shape shape) {
		return new Tensor(shape, new float[shape.size()]);
	}

	public static Tensor scalar(final float value) {
		return new Tensor(Shape.of(), new float[] { value });
	}

	public Shape shape() {
		return shape;
	}

	/** The values themselves, not a copy. */
	public float[] data() {
		return data;
	}

	/** The number of elements. */
	public int size() {
		return data.length;
	}

	/** The value at one position, one index per axis. */
	public float get(final int... position) {
		int index = 0;
		for (int axis = 0; axis < position.length; axis++)
			index = index * shape.dimension(axis) + position[axis];
		return data[index];
	}

	public Tensor copy() {
		return new Tensor(shape, data.clone());
	}

	/** This plus {@code factor} times another of the same shape, as a new tensor. */
	public Tensor plus(final Tensor other, final float factor) {
		final Tensor sum = copy();
		for (int i = 0; i < data.length; i++)
			sum.data[i] += factor * other.data[i];
		return sum;
	}

	/** The same values under another shape of the same size. */
	public Tensor reshape(final Shape other) {
		return of(other, data);
	}

	/** Item {@code index} of a batch, copied, with a batch axis of one. */
	public Tensor item(final int index) {
		return items(index, index + 1);
	}

	/** Items {@code from} to {@code to}, the last excluded, copied. */
	public Tensor items(final int from, final int to) {
		final int stride = data.length / shape.dimension(0);
		return new Tensor(shape.with(0, to - from),
			Arrays.copyOfRange(data, from * stride, to * stride));
	}

	/** Items in the order given, copied. */
	public Tensor picked(final int... indices) {
		final int stride = data.length / shape.dimension(0);
		final Tensor picked = zeros(shape.with(0, indices.length));
		for (int i = 0; i < indices.length; i++)
			System.arraycopy(data, indices[i] * stride, picked.data, i * stride, stride);
		return picked;
	}

	/**
	 * Items one after the other along the first axis, copied.
	 *
	 * @param items at least one tensor, of shapes that differ in the first axis only
	 */
	public static Tensor batch(final List<Tensor> items) {
		final int count = items.stream().mapToInt(item -> item.shape.dimension(0)).sum();
		final Tensor batch = zeros(items.get(0).shape.with(0, count));
		int end = 0;
		for (final Tensor item : items) {
			System.arraycopy(item.data, 0, batch.data, end, item.size());
			end += item.size();
		}
		return batch;
	}

	/** For example {@code Tensor 1x4x4x1}. */
	@Override
	public String toString() {
		return "Tensor " + shape;
	}
}

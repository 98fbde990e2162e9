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

package org.gradiscope.attack.bound;

import java.util.Arrays;
import java.util.SplittableRandom;

import org.gradiscope.tensor.ParallelBlocks;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;

/**
 * The images within epsilon of their originals that are inside the value range, each image of a batch
 * for itself. Where an original itself lies outside of the range (a display range narrower than the
 * data), so may the others, but no further. Where the mask is 0 a value stays as it was.
 */
public final class EpsilonBall {

	private final Bound bound;
	private final Shape shape;
	private final int stride;
	private final float[] centre;
	private final float[] lower;
	private final float[] upper;

	/**
	 * Around a batch of images.
	 *
	 * @param originals {@code [n, h, w, c]}, in grey levels
	 * @param bound of each image for itself
	 * @param mask of the same shape, or of one image: what is not 0 may change; null for all
	 */
	public EpsilonBall(final Pixels originals, final Bound bound, final Tensor mask) {
		this.bound = bound;
		shape = originals.shape();
		centre = originals.values().data();
		stride = centre.length / originals.count();
		lower = new float[centre.length];
		upper = new float[centre.length];
		final double reach = bound.norm() == Norm.LINF ? bound.epsilon() : Double.POSITIVE_INFINITY;
		for (int i = 0; i < centre.length; i++) {
			final boolean fixed = mask != null && mask.data()[i % mask.size()] == 0;
			lower[i] = fixed ? centre[i]
				: Math.max((float) (centre[i] - reach), Math.min(centre[i], originals.range().min()));
			upper[i] = fixed ? centre[i]
				: Math.min((float) (centre[i] + reach), Math.max(centre[i], originals.range().max()));
		}
	}

	public Bound bound() {
		return bound;
	}

	/** The smallest value that one may take. */
	public float lower(final int index) {
		return lower[index];
	}

	/** The largest value that one may take. */
	public float upper(final int index) {
		return upper[index];
	}

	/** Where something may change: 1, else 0; {@code [n, h, w, c]}. */
	public Tensor mask() {
		final Tensor mask = Tensor.zeros(shape);
		for (int i = 0; i < centre.length; i++)
			mask.data()[i] = lower[i] < upper[i] ? 1 : 0;
		return mask;
	}

	/** Of image {@code index} alone, counted from 0. */
	public EpsilonBall item(final int index) {
		return items(index);
	}

	/** Of some images, counted from 0. */
	public EpsilonBall items(final int... indices) {
		return new EpsilonBall(this, indices);
	}

	private EpsilonBall(final EpsilonBall batch, final int... indices) {
		bound = batch.bound;
		shape = batch.shape.with(0, indices.length);
		stride = batch.stride;
		centre = parts(batch.centre, indices);
		lower = parts(batch.lower, indices);
		upper = parts(batch.upper, indices);
	}

	private float[] parts(final float[] values, final int... indices) {
		final float[] parts = new float[indices.length * stride];
		for (int n = 0; n < indices.length; n++)
			System.arraycopy(values, indices[n] * stride, parts, n * stride, stride);
		return parts;
	}

	/**
	 * Back into the ball: in L-infinity the nearest image; in L2 the change is scaled to epsilon where it is
	 * longer, and then cut to the value range, which makes it no longer.
	 */
	public Tensor project(final Tensor images) {
		final float[] projected = images.data().clone();
		if (bound.norm() == Norm.L2) for (int from = 0; from < projected.length; from += stride)
			shorten(projected, from);
		clamp(projected);
		return Tensor.of(shape, projected);
	}

	private void shorten(final float[] values, final int from) {
		final float[] change = new float[stride];
		// What is cut in any case does not count.
		for (int i = 0; i < stride; i++)
			change[i] = clamped(values, from + i) - centre[from + i];
		final double norm = Norm.L2.of(change, 0, stride);
		if (norm <= bound.epsilon()) return;
		final double scale = bound.epsilon() / norm;
		for (int i = 0; i < stride; i++)
			values[from + i] = (float) (centre[from + i] + scale * change[i]);
	}

	private void clamp(final float[] values) {
		ParallelBlocks.of(values.length, (from, to) -> {
			for (int i = from; i < to; i++)
				values[i] = clamped(values, i);
		});
	}

	private float clamped(final float[] values, final int i) {
		return Math.max(lower[i], Math.min(upper[i], values[i]));
	}

	/**
	 * The steepest step of a size in the ball's norm, projected: {@code x + size sign(g)}, with
	 * {@code sign(0) = 0}, or {@code x + size g / |g|}.
	 */
	public Tensor step(final Tensor current, final Tensor gradient, final double size) {
		final double[] sizes = new double[shape.dimension(0)];
		Arrays.fill(sizes, size);
		return step(current, gradient, sizes);
	}

	/**
	 * Steepest steps, each image's of its own size.
	 *
	 * @param current {@code [n, h, w, c]}, where the steps start
	 * @param gradient {@code [n, h, w, c]}
	 * @param sizes in grey levels and the ball's norm, one for each image
	 * @return {@code [n, h, w, c]}, within the ball
	 */
	public Tensor step(final Tensor current, final Tensor gradient, final double[] sizes) {
		final boolean signs = bound.norm() == Norm.LINF;
		final float[] moved = new float[centre.length];
		final float[] slope = signs ? gradient.data() : masked(gradient).data();
		for (int n = 0; n < sizes.length; n++)
			if (signs) stepBySign(current.data(), slope, (float) sizes[n], n * stride, moved);
			else stepAlong(current.data(), slope, sizes[n], n * stride, moved);
		final Tensor images = Tensor.of(shape, moved);
		return signs ? images : project(images);
	}

	private void stepBySign(final float[] values, final float[] slope, final float size,
		final int start, final float[] moved) {
		ParallelBlocks.of(stride, (from, to) -> {
			for (int i = start + from; i < start + to; i++)
				moved[i] = Math.max(lower[i], Math.min(upper[i], values[i] + size * Math.signum(slope[i])));
		});
	}

	private void stepAlong(final float[] values, final float[] slope, final double size,
		final int start, final float[] moved) {
		final double norm = Norm.L2.of(slope, start, start + stride);
		final double scale = norm == 0 ? 0 : size / norm;
		for (int i = start; i < start + stride; i++)
			moved[i] = (float) (values[i] + scale * slope[i]);
	}

	/** A gradient, 0 where nothing may change. */
	public Tensor masked(final Tensor gradient) {
		final float[] masked = gradient.data().clone();
		for (int i = 0; i < masked.length; i++)
			if (lower[i] == upper[i]) masked[i] = 0;
		return Tensor.of(shape, masked);
	}

	/**
	 * A random image of the ball: in L-infinity uniform; in L2 of a uniform direction, its length such that it
	 * is uniform in the ball before it is cut to the range. Each image of a batch has the same change
	 * before that, so that it is the same alone.
	 */
	public Tensor random(final long seed) {
		final SplittableRandom random = new SplittableRandom(seed);
		final double[] change = new double[stride];
		if (bound.norm() == Norm.LINF) for (int i = 0; i < stride; i++)
			change[i] = (2 * random.nextDouble() - 1) * bound.epsilon();
		else inSphere(random, change);
		final float[] values = new float[centre.length];
		for (int i = 0; i < values.length; i++)
			values[i] = (float) (centre[i] + change[i % stride]);
		return project(Tensor.of(shape, values));
	}

	private void inSphere(final SplittableRandom random, final double[] change) {
		double squares = 0;
		for (int i = 0; i < stride; i++) {
			change[i] = lower[i] == upper[i] ? 0 : random.nextGaussian();
			squares += change[i] * change[i];
		}
		final double length = bound.epsilon() * Math.pow(random.nextDouble(), 1.0 / stride);
		for (int i = 0; i < stride; i++)
			change[i] *= length / Math.max(Double.MIN_NORMAL, Math.sqrt(squares));
	}
}

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

package org.gradiscope.visualization;

import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Progress;
import org.gradiscope.parameterization.RowLimits;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.transform.LaplacianPyramid;
import org.gradiscope.transform.Roll;

/**
 * The gradient steps at one size. Each shifts the image circularly at random, takes the gradient tile by
 * tile, and adds it divided by its mean magnitude, so that the mean change of a pixel is the step size. Of
 * rows with limits of their own, changes are in proportion to their ranges.
 */
final class OctaveAscent {

	private final TiledGradient gradient;
	private final DeepDreamOptions options;
	private final ValueRange range;
	private final ValueRange bounds;
	private final RowLimits rows;
	/** In grey levels. */
	private final double stepSize;
	private final SplittableRandom random;
	private final Progress progress;

	/** @param bounds of the pixels' values; the step size is a fraction of {@code range} */
	OctaveAscent(final TiledGradient gradient, final DeepDreamOptions options, final ValueRange range,
		final ValueRange bounds, final Progress progress) {
		this.gradient = gradient;
		this.options = options;
		this.range = range;
		this.bounds = bounds;
		this.rows = options.rows();
		this.stepSize = options.stepSize() * range.extent();
		this.random = new SplittableRandom(options.seed());
		this.progress = progress;
	}

	/**
	 * All steps. The image stays shifted from one step to the next, and is shifted back by the sum of all
	 * shifts at the end.
	 *
	 * @param report told the number of each step when it is done, from 1
	 */
	Tensor run(final Pixels start, final IntConsumer report) {
		// Tiles are shifted as far as they reach, or else their borders would show.
		final int reach = gradient.isTiled(start.values()) ? gradient.side() : jitter(start);
		Tensor dream = start.values().copy();
		// Of large images, new arrays in every step would fill the memory before they are collected.
		Tensor spare = Tensor.zeros(dream.shape());
		final int[] shifts = new int[dream.shape().sides().length];
		for (int step = 1; step <= options.steps(); step++) {
			progress.check();
			final int[] moves = new int[shifts.length];
			for (int axis = 0; axis < shifts.length; axis++) {
				moves[axis] = axis == 0 && gradient.isOfSeries() ? 0 : shift(reach);
				shifts[axis] += moves[axis];
			}
			final Tensor before = dream;
			dream = Roll.into(spare, before, moves);
			spare = before;
			add(direction(start.with(dream)), dream);
			report.accept(step);
			offer(start.with(dream), shifts.clone());
		}
		return Roll.into(spare, dream, back(shifts));
	}

	/** In a short series, what comes when matters more than that no border shows. */
	private int jitter(final Pixels start) {
		final boolean isShort = start.width() < FeatureVisualizationOptions.SHORT;
		return gradient.isOfSeries() && isShort ? 0 : options.jitter();
	}

	private int shift(final int reach) {
		return reach == 0 ? 0 : random.nextInt(2 * reach + 1) - reach;
	}

	private Tensor direction(final Pixels dream) {
		final Tensor plain =
			gradient.of(rows.isNone() ? dream : dream.with(rows.settle(dream.values().copy())));
		return options.laplacian() == 0 ? plain
			: LaplacianPyramid.normalized(plain, options.laplacian());
	}

	private void offer(final Pixels dream, final int[] shifts) {
		progress.offer(() -> dream.with(Roll.of(dream.values(), back(shifts))));
	}

	private static int[] back(final int[] shifts) {
		return IntStream.of(shifts).map(shift -> -shift).toArray();
	}

	/** Adds one step of the direction to the dream, in place. */
	private void add(final Tensor direction, final Tensor dream) {
		final float[] slopes = direction.data();
		if (!rows.isNone()) weigh(slopes, dream.shape());
		final double magnitude = meanMagnitude(slopes);
		if (magnitude == 0) throw new EngineException("Nothing in this image changes the objective " +
			gradient.objective() + ": its gradient is zero everywhere; take other layers.");
		final float factor = (float) (stepSize / magnitude);
		final float[] values = dream.data();
		for (int i = 0; i < values.length; i++)
			values[i] = moved(values[i], factor * slopes[i], dream.shape(), i);
	}

	/** Towards slopes by fractions of each row's range; what is kept has none. */
	private void weigh(final float[] slopes, final Shape images) {
		for (int i = 0; i < slopes.length; i++) {
			final RowLimits.Row row = rows.row(images, i);
			slopes[i] *= row.isKept() ? 0 : row.extent() / range.extent();
		}
	}

	private float moved(final float value, final float change, final Shape images, final int i) {
		if (rows.isNone()) return bounds.clamp(value + change);
		final RowLimits.Row row = rows.row(images, i);
		if (row.isKept()) return value;
		final double moved = value + change * row.extent() / range.extent();
		return (float) Math.max(row.low(), Math.min(row.high(), moved));
	}

	private static double meanMagnitude(final float[] values) {
		double sum = 0;
		for (final float value : values)
			sum += Math.abs(value);
		return sum / values.length;
	}
}

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

package org.gradiscope.style;

import java.util.List;

import org.gradiscope.objective.Expression;
import org.gradiscope.objective.Expression.Add;
import org.gradiscope.objective.Expression.Scale;
import org.gradiscope.objective.Function;
import org.gradiscope.tensor.Tensor;

/**
 * The mean and the standard deviation of each channel over the positions (Li et al. 2017, "Demystifying
 * Neural Style Transfer"). The distance is {@code (|m - m_s|^2 + |d - d_s|^2) / (|m_s|^2 + |d_s|^2)}.
 */
record MomentStatistic(Expression activation) implements LayerStatistic.OfMeans {

	/** Under which a variance is that of a channel that does not vary. */
	private static final double TINY = 1e-12;

	/** The mean, and the mean square. */
	@Override
	public List<Expression> expressions() {
		return List.of(Function.POSITION_MEAN.of(activation),
			Function.POSITION_MEAN.of(Function.SQUARE.of(activation)));
	}

	/** The mean, and the deviation. */
	@Override
	public List<Tensor> target(final List<Tensor> values) {
		final Tensor deviation = values.get(1).copy();
		for (int c = 0; c < deviation.size(); c++)
			deviation.data()[c] = (float) deviation(values, c);
		return List.of(values.get(0), deviation);
	}

	private static double deviation(final List<Tensor> values, final int channel) {
		final double mean = values.get(0).data()[channel];
		return Math.sqrt(Math.max(TINY, values.get(1).data()[channel] - mean * mean));
	}

	@Override
	public Expression distance(final List<Tensor> target) {
		final Expression mean = expressions().get(0);
		final Expression variance =
			new Add(expressions().get(1), new Scale(Function.SQUARE.of(mean), -1));
		return new Scale(new Add(Distances.squared(mean, target.get(0)),
			Distances.squared(Function.ROOT.of(variance), target.get(1))), 1 / Distances.norm(target));
	}

	@Override
	public double distance(final List<Tensor> values, final List<Tensor> target) {
		return Distances.squared(target(values), target) / Distances.norm(target);
	}

	/** By the chain rule, with {@code d = sqrt(q - m^2)} for the mean square q. */
	@Override
	public List<Tensor> slope(final List<Tensor> values, final List<Tensor> target) {
		final List<Tensor> own = target(values);
		final Tensor byMean = own.get(0).copy();
		final Tensor bySquare = own.get(0).copy();
		final double factor = 2 / Distances.norm(target);
		for (int c = 0; c < byMean.size(); c++) {
			final double mean = own.get(0).data()[c];
			final double deviation = own.get(1).data()[c];
			final double ofMean = mean - target.get(0).data()[c];
			final boolean varies = deviation * deviation > TINY;
			final double ofDeviation = varies ? (deviation - target.get(1).data()[c]) / deviation : 0;
			byMean.data()[c] = (float) (factor * (ofMean - mean * ofDeviation));
			bySquare.data()[c] = (float) (factor * ofDeviation / 2);
		}
		return List.of(byMean, bySquare);
	}
}

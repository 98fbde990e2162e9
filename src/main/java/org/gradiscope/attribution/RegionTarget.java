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
package org.gradiscope.attribution;

import java.util.Arrays;

import org.gradiscope.engine.EngineException;
import org.gradiscope.model.InputSize;
import org.gradiscope.objective.Expression;
import org.gradiscope.objective.Objective;
import org.gradiscope.objective.Objectives;
import org.gradiscope.objective.Score;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.transform.Resize;

/**
 * Of a network that outputs an image: the sum of its output over the user's selection, all channels or
 * one. So "why is this region called nucleus?" is the channel of nuclei over the region.
 */
public final class RegionTarget implements Target {

	private final int channel;
	/** Of the last picture's size: an objective is compiled once. */
	private Objective last;
	private Shape shape;
	private Score score;

	/** @param channel from 0; -1 for all */
	RegionTarget(final int channel) {
		this.channel = channel;
	}

	@Override
	public boolean needsWholeImage() {
		return true;
	}

	@Override
	public synchronized Objective objective(final Request request) {
		final Tensor output = request.network().activation(request.image(), Expression.LOGITS);
		if (output.shape().rank() < 4) throw new EngineException("The target " + this +
			" is for networks that output an image, but " + request.network().descriptor().name() +
			" outputs class scores; take top, a label or an index.");
		if (last == null || !output.shape().equals(shape) || request.score() != score) {
			shape = output.shape();
			score = request.score();
			last = Objectives.region(weights(request.region(), shape), channel, score);
		}
		return last;
	}

	@Override
	public String toString() {
		return channel < 0 ? "region" : "region/" + channel;
	}

	/**
	 * How much of each position of a picture that a network gives is selected.
	 *
	 * @param region {@code [1, h, w, 1]}, of volumes {@code [1, d, h, w, 1]}: 1 in the selection, 0 outside
	 * @param picture {@code [n, h', w', c]}, of volumes {@code [n, d', h', w', c]}
	 * @return {@code [h', w', 1]} or {@code [d', h', w', 1]}, 0..1, not all 0
	 * @throws IllegalArgumentException if the selection holds no position
	 */
	public static Tensor weights(final Tensor region, final Shape picture) {
		if (region.shape().rank() != picture.rank())
			throw new IllegalArgumentException("The network takes volumes and outputs " + picture +
				", which is none, so a selection is no " + "part of it; take another target.");
		final int[] sides = picture.sides();
		final Tensor weights = Resize.to(region, sides);
		final int[] withChannel = Arrays.copyOf(sides, sides.length + 1);
		withChannel[sides.length] = 1;
		for (final float weight : weights.data())
			if (weight > 0) return weights.reshape(Shape.of(withChannel));
		throw new IllegalArgumentException("The selection is too small for the network's output of " +
			InputSize.text(sides) + "; select more.");
	}
}

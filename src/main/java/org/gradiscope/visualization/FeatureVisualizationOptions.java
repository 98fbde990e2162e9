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

/**
 * How a feature is visualized; {@link #toString()} is the recipe.
 *
 * @param layer the layer's name
 * @param channel the channel, from 0
 * @param size the side of the square picture, in pixels
 * @param steps of Adam
 * @param seed of the first picture and of the transforms
 */
public record FeatureVisualizationOptions(String layer, int channel, int size, int steps,
	long seed) {

	/** @throws IllegalArgumentException if a value is outside its bounds; the message says which */
	public FeatureVisualizationOptions {
		require(channel >= 0, "a channel of at least 0", channel);
		require(size >= 16 && size <= 4096, "a size of 16 to 4096", size);
		require(steps >= 1, "steps of at least 1", steps);
	}

	/** 128 pixels, 256 steps. */
	public static FeatureVisualizationOptions of(final String layer, final int channel) {
		return new FeatureVisualizationOptions(layer, channel, 128, 256, 1);
	}

	public FeatureVisualizationOptions withLayer(final String newLayer) {
		return new FeatureVisualizationOptions(newLayer, channel, size, steps, seed);
	}

	public FeatureVisualizationOptions withSize(final int newSize) {
		return new FeatureVisualizationOptions(layer, channel, newSize, steps, seed);
	}

	public FeatureVisualizationOptions withSteps(final int newSteps) {
		return new FeatureVisualizationOptions(layer, channel, size, newSteps, seed);
	}

	public FeatureVisualizationOptions withSeed(final long newSeed) {
		return new FeatureVisualizationOptions(layer, channel, size, steps, newSeed);
	}

	private static void require(final boolean good, final String expected, final Object given) {
		if (!good) throw new IllegalArgumentException("Feature visualization needs " + expected +
			", but " + given + " was given.");
	}
}

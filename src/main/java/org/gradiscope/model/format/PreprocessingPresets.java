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

package org.gradiscope.model.format;

import java.util.Collections;
import java.util.List;

import org.gradiscope.model.Channels;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.NearestNames;
import org.gradiscope.tensor.ValueRange;

/**
 * The usual preprocessings by name. {@code caffe}, {@code tf} and {@code torch} are the modes of
 * {@code preprocess_input} in Keras' {@code keras/src/applications/imagenet_utils.py};
 * {@code inception5h} is that of TensorFlow's Deep Dream tutorial for the network of this name
 * ({@code imagenet_mean = 117.0} in {@code examples/tutorials/deepdream/deepdream.ipynb}).
 *
 * <table>
 * <caption>What the image's darkest and brightest value become, and what follows</caption>
 * <tr><td>{@code caffe}</td><td>bgr</td><td>0..255</td><td>minus 103.939, 116.779, 123.68</td></tr>
 * <tr><td>{@code tf}</td><td>rgb</td><td>-1..1</td><td></td></tr>
 * <tr><td>{@code torch}</td><td>rgb</td><td>0..1</td><td>minus 0.485, 0.456, 0.406, over 0.229,
 * 0.224, 0.225</td></tr>
 * <tr><td>{@code inception5h}</td><td>rgb</td><td>0..255</td><td>minus 117</td></tr>
 * <tr><td>{@code raw}</td><td>any</td><td>0..255</td><td></td></tr>
 * <tr><td>{@code unit}</td><td>any</td><td>0..1</td><td></td></tr>
 * </table>
 */
public final class PreprocessingPresets {

	/** All names. */
	public static final List<String> NAMES =
		List.of("caffe", "tf", "torch", "inception5h", "raw", "unit");

	/** The mean of red, green and blue over ImageNet, of 1. */
	static final List<Float> IMAGENET_MEAN = List.of(0.485f, 0.456f, 0.406f);
	/** The deviation of red, green and blue over ImageNet, of 1. */
	static final List<Float> IMAGENET_DEVIATION = List.of(0.229f, 0.224f, 0.225f);

	private static final List<Float> ONES = Collections.nCopies(3, 1f);

	private PreprocessingPresets() {}

	/**
	 * @param name one of {@link #NAMES}
	 * @param source where the name was read, for the facts
	 * @throws IllegalArgumentException if there is no such preset
	 */
	public static Description of(final String name, final String source) {
		final DescriptionBuilder facts = new DescriptionBuilder(source);
		switch (name) {
			case "caffe":
				add(facts, Channels.BGR, List.of(103.939f, 116.779f, 123.68f), ONES);
				return ranged(facts, ValueRange.EIGHT_BIT);
			case "tf":
				facts.add(Fact.CHANNELS, Channels.RGB);
				return ranged(facts, new ValueRange(-1, 1));
			case "torch":
				add(facts, Channels.RGB, IMAGENET_MEAN, IMAGENET_DEVIATION);
				return ranged(facts, ValueRange.UNIT);
			case "inception5h":
				add(facts, Channels.RGB, Collections.nCopies(3, 117f), ONES);
				return ranged(facts, ValueRange.EIGHT_BIT);
			case "raw":
				return ranged(facts, ValueRange.EIGHT_BIT);
			case "unit":
				return ranged(facts, ValueRange.UNIT);
			default:
				throw new IllegalArgumentException("There is no preset '" + name + "'; the presets are " +
					NearestNames.listed(name, NAMES) + ".");
		}
	}

	private static Description ranged(final DescriptionBuilder facts, final ValueRange range) {
		facts.add(Fact.RANGE, range);
		return facts.description();
	}

	private static void add(final DescriptionBuilder facts, final Channels channels,
		final List<Float> mean, final List<Float> deviation) {
		facts.add(Fact.CHANNELS, channels);
		facts.add(Fact.MEAN, mean);
		facts.add(Fact.DEVIATION, deviation);
	}
}

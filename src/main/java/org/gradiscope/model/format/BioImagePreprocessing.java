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

import java.util.Arrays;
import java.util.List;

import org.gradiscope.model.Standardization;

/** The preprocessing of an input of the BioImage Model Zoo, step by step. */
final class BioImagePreprocessing {

	private static final String REFUSED = "binarize sigmoid softmax scale_mean_variance custom";

	private final List<BioImageAxis> axes;
	private final String type;
	private final ScalingSteps scaling;

	BioImagePreprocessing(final List<BioImageAxis> axes, final String type,
		final ScalingSteps scaling) {
		this.axes = axes;
		this.type = type;
		this.scaling = scaling;
	}

	/** @throws IllegalArgumentException if a step cannot be expressed; the message names it */
	void add(final List<YamlSection> steps) {
		for (int i = 0; i < steps.size(); i++) {
			final String name = steps.get(i).text("id", steps.get(i).text("name", "?"));
			try {
				add(name, steps.get(i).section("kwargs"), i == 0);
			}
			catch (final IllegalArgumentException e) {
				throw new IllegalArgumentException(
					"The preprocessing step '" + name + "' cannot be run: " + e.getMessage(), e);
			}
		}
	}

	private void add(final String name, final YamlSection kwargs, final boolean first) {
		switch (name) {
			case "scale_linear":
				scaling.linear(perChannel(kwargs, "gain", 1d), perChannel(kwargs, "offset", 0d));
				break;
			case "fixed_zero_mean_unit_variance":
				scaling.normalize(perChannel(kwargs, "mean", null), perChannel(kwargs, "std", null));
				break;
			case "zero_mean_unit_variance":
				zeroMeanUnitVariance(kwargs);
				break;
			case "scale_range":
				scaleRange(kwargs);
				break;
			case "clip":
				clip(kwargs);
				break;
			case "ensure_dtype":
				ensureType(kwargs.text("dtype"), first);
				break;
			default:
				throw new IllegalArgumentException(List.of(REFUSED.split(" ")).contains(name)
					? "it is not a linear scaling." : "it is not known.");
		}
	}

	/** Format 0.4 has it with fixed values too, {@code (v - mean) / (std + eps)}. */
	private void zeroMeanUnitVariance(final YamlSection kwargs) {
		final double epsilon = kwargs.number("eps", InputSection.StandardizationText.EPSILON);
		if (kwargs.text("mode", kwargs.has("mean") ? "fixed" : "per_sample").equals("fixed")) {
			final double[] divisor = perChannel(kwargs, "std", null);
			for (int c = 0; c < divisor.length; c++)
				divisor[c] += epsilon;
			scaling.normalize(perChannel(kwargs, "mean", null), divisor);
		}
		else {
			checkStatistics(kwargs);
			scaling.standardize(Standardization.zeroMeanUnitVariance(epsilon));
		}
	}

	private void scaleRange(final YamlSection kwargs) {
		checkStatistics(kwargs);
		if (kwargs.has("reference_tensor")) throw new IllegalArgumentException(
			"its percentiles are those of another tensor, '" + kwargs.text("reference_tensor") + "'.");
		scaling.standardize(Standardization.percentiles(kwargs.number("min_percentile", 0),
			kwargs.number("max_percentile", 100),
			kwargs.number("eps", InputSection.StandardizationText.EPSILON)));
	}

	/** They have to be those of one image with all its positions and channels. */
	private void checkStatistics(final YamlSection kwargs) {
		if (kwargs.text("mode", "").equals("per_dataset")) throw new IllegalArgumentException(
			"it needs the statistics of the whole data set (mode per_dataset), and one image is given.");
		if (!kwargs.has("axes")) return;
		final List<String> over = kwargs.get("axes") instanceof List ? kwargs.texts("axes")
			: Arrays.asList(kwargs.text("axes").split(""));
		for (final BioImageAxis axis : axes)
			if (axis.size() > 1 && !over.contains(axis.id()) && !over.contains("" + axis.letter()))
				throw new IllegalArgumentException(
					"it is done for each position of the axis '" + axis.id() + "' on its own (axes " +
						kwargs.get("axes") + "), but is run for the whole image only.");
	}

	/** Right only where it changes nothing. */
	private void clip(final YamlSection kwargs) {
		final double min = kwargs.number("min", Double.NEGATIVE_INFINITY);
		final double max = kwargs.number("max", Double.POSITIVE_INFINITY);
		if (kwargs.has("min_percentile") || kwargs.has("max_percentile") || !scaling.isWithin(min, max))
			throw new IllegalArgumentException(
				"it would cut values off (" + kwargs.values() + "), which is not a linear scaling.");
	}

	private void ensureType(final String wanted, final boolean first) {
		if (wanted.startsWith("float") || first && wanted.equals(type)) return;
		throw new IllegalArgumentException("rounding to " + wanted + " is not a linear scaling.");
	}

	/** One value for all channels, or one each. */
	private double[] perChannel(final YamlSection kwargs, final String key, final Double otherwise) {
		final double[] values =
			kwargs.has(key) || otherwise == null ? kwargs.required(key) : new double[] { otherwise };
		if (values.length > 1 && !kwargs.text("axis", "channel").matches("c|channel"))
			throw new IllegalArgumentException(
				"'" + key + "' differs along the axis '" + kwargs.text("axis") + "'.");
		if (values.length == scaling.channels()) return values;
		final double[] same = new double[scaling.channels()];
		Arrays.fill(same, values.length == 1 ? values[0] : Double.NaN);
		if (values.length != 1) throw new IllegalArgumentException(
			"'" + key + "' has " + values.length + " values for " + scaling.channels() + " channels.");
		return same;
	}
}

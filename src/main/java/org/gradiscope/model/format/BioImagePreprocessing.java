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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

import org.gradiscope.model.PreprocessingStep;
import org.gradiscope.model.PreprocessingStep.Binarize;
import org.gradiscope.model.PreprocessingStep.Clip;
import org.gradiscope.model.PreprocessingStep.ClipPercentiles;
import org.gradiscope.model.PreprocessingStep.EnsureType;
import org.gradiscope.model.PreprocessingStep.FixedZeroMeanUnitVariance;
import org.gradiscope.model.PreprocessingStep.ScaleLinear;
import org.gradiscope.model.PreprocessingStep.ScaleRange;
import org.gradiscope.model.PreprocessingStep.Sigmoid;
import org.gradiscope.model.PreprocessingStep.Softmax;
import org.gradiscope.model.PreprocessingStep.ZeroMeanUnitVariance;

/** The preprocessing of an input of the BioImage Model Zoo, step by step. */
final class BioImagePreprocessing {

	/** What both formats add to divisors that do not say otherwise. */
	private static final double EPSILON = 1e-6;
	private static final String ENSURE = "ensure_dtype";
	private static final List<String> TYPES = List.of("float16", "float32", "float64", "int8",
		"int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "bool");

	private final String input;
	private final List<BioImageAxis> axes;
	private final int channels;
	private final Set<String> remarks = new LinkedHashSet<>();

	/** @param input its name */
	BioImagePreprocessing(final String input, final List<BioImageAxis> axes, final int channels) {
		this.input = input;
		this.axes = axes;
		this.channels = channels;
	}

	/**
	 * All steps. The first makes the image one of the type that the input is said to have; in format 0.5 the
	 * last one does too, so far as neither is stated.
	 *
	 * @throws IllegalArgumentException if a step cannot be run; the message names it
	 */
	List<PreprocessingStep> read(final String type, final List<YamlSection> sections) {
		final List<PreprocessingStep> steps = new ArrayList<>();
		final boolean whole = !type.startsWith("float");
		if (whole && (!isNew() || sections.isEmpty() || !isNamed(sections.get(0), ENSURE)))
			steps.add(type(type));
		for (final YamlSection section : sections) {
			final String name = section.text("id", section.text("name", "?"));
			try {
				steps.addAll(steps(name, section.section("kwargs")));
			}
			catch (final IllegalArgumentException e) {
				throw new IllegalArgumentException("The preprocessing step '" + name + "' cannot be run: " +
					e.getMessage().replaceFirst("\\.$", "") + "; " + remedy(), e);
			}
		}
		final boolean stated =
			sections.isEmpty() || isNamed(sections.get(sections.size() - 1), ENSURE, "binarize");
		if (whole && isNew() && !stated) steps.add(type(type));
		return steps;
	}

	private static boolean isNamed(final YamlSection step, final String... names) {
		return List.of(names).contains(step.text("id", step.text("name", "?")));
	}

	/** What whoever gets a result should know of it. */
	Set<String> remarks() {
		return remarks;
	}

	private List<PreprocessingStep> steps(final String name, final YamlSection kwargs) {
		return switch (name) {
			case "scale_linear" ->
				List.of(new ScaleLinear(byChannel(kwargs, "gain", 1d), byChannel(kwargs, "offset", 0d)));
			case "fixed_zero_mean_unit_variance" -> List.of(fixed(kwargs));
			case "zero_mean_unit_variance" -> List.of(isFixed(kwargs) ? fixed(kwargs)
				: new ZeroMeanUnitVariance(over(name, kwargs), kwargs.number("eps", EPSILON)));
			case "scale_range" -> List.of(scaleRange(name, kwargs));
			case "clip" -> clip(name, kwargs);
			case "binarize" -> {
				remarks.add("The preprocessing step binarize moves in steps, so no gradient reaches the " +
					"pixels.");
				yield List.of(new Binarize(byChannel(kwargs, "threshold", null)));
			}
			case "sigmoid" -> List.of(new Sigmoid());
			case "softmax" -> List.of(softmax(kwargs));
			case ENSURE -> List.of(type(kwargs.text("dtype")));
			case "scale_mean_variance" ->
				throw new IllegalArgumentException("it takes its statistics from another tensor");
			default -> throw new IllegalArgumentException("it is not known");
		};
	}

	private static String remedy() {
		return "prepare the images so yourself, and state the range that they have then in " +
			"gradiscope.yaml (input: {range: [low, high]}).";
	}

	/** Format 0.4 has fixed numbers under the name of the other. */
	private static boolean isFixed(final YamlSection kwargs) {
		return kwargs.text("mode", kwargs.has("mean") ? "fixed" : "per_sample").equals("fixed");
	}

	private FixedZeroMeanUnitVariance fixed(final YamlSection kwargs) {
		final List<Double> deviation = byChannel(kwargs, "std", null);
		final double epsilon = kwargs.number("eps", EPSILON);
		if (deviation.stream().anyMatch(value -> value + epsilon == 0))
			throw new IllegalArgumentException("a standard deviation of 0 cannot divide a channel");
		return new FixedZeroMeanUnitVariance(byChannel(kwargs, "mean", null), deviation, epsilon);
	}

	private ScaleRange scaleRange(final String name, final YamlSection kwargs) {
		if (!kwargs.text("reference_tensor", input).equals(input)) throw new IllegalArgumentException(
			"its percentiles are those of another tensor, '" + kwargs.text("reference_tensor") + "'");
		return new ScaleRange(kwargs.number("min_percentile", 0), kwargs.number("max_percentile", 100),
			kwargs.number("eps", EPSILON), over(name, kwargs));
	}

	/** Percentiles before values: they are of what comes in. */
	private List<PreprocessingStep> clip(final String name, final YamlSection kwargs) {
		final List<PreprocessingStep> clips = new ArrayList<>();
		if (kwargs.has("min_percentile") || kwargs.has("max_percentile"))
			clips.add(new ClipPercentiles(kwargs.number("min_percentile", 0),
				kwargs.number("max_percentile", 100), over(name, kwargs)));
		if (kwargs.has("min") || kwargs.has("max"))
			clips.add(new Clip(kwargs.number("min", Double.NEGATIVE_INFINITY),
				kwargs.number("max", Double.POSITIVE_INFINITY)));
		if (clips.isEmpty()) throw new IllegalArgumentException("it says neither a min nor a max");
		return clips;
	}

	private static Softmax softmax(final YamlSection kwargs) {
		if (kwargs.text("axis", "channel").matches("c|channel")) return new Softmax();
		throw new IllegalArgumentException(
			"it is over the axis '" + kwargs.text("axis") + "', but is run over channels only");
	}

	private static EnsureType type(final String type) {
		if (TYPES.contains(type)) return new EnsureType(type);
		throw new IllegalArgumentException("there is no type '" + type + "'; it is one of " + TYPES);
	}

	/** The axes of statistics in our letters; those of a whole data set are taken from the image. */
	private String over(final String name, final YamlSection kwargs) {
		final List<String> named = kwargs.get("axes") instanceof List ? kwargs.texts("axes")
			: Arrays.asList(kwargs.text("axes", "").split(""));
		final boolean all = !kwargs.has("axes");
		if (kwargs.text("mode", "").equals("per_dataset") || named.contains("batch") ||
			named.contains("b") || all && isNew())
			remarks.add("The statistics of the preprocessing step " + name +
				" are meant to be those of " + "the whole data set; those of each image are taken.");
		for (final String axis : named)
			if (!all && axes.stream().noneMatch(one -> isNamed(one, axis)))
				throw new IllegalArgumentException("it names the axis '" + axis + "', but the input has " +
					axes.stream().map(BioImageAxis::id).collect(Collectors.joining(", ")));
		final String over = axes.stream()
			.filter(axis -> "zyxc".indexOf(axis.letter()) >= 0 &&
				(all || named.stream().anyMatch(letter -> isNamed(axis, letter))))
			.map(axis -> "" + axis.letter()).collect(Collectors.joining());
		if (over.isEmpty()) throw new IllegalArgumentException(
			"its axes (" + kwargs.get("axes") + ") leave one value to each statistic");
		return over;
	}

	/** Format 0.5 names axes, where 0.4 has a word of letters. */
	private boolean isNew() {
		return axes.stream().anyMatch(axis -> axis.id().length() > 1);
	}

	private static boolean isNamed(final BioImageAxis axis, final String name) {
		return name.equals(axis.id()) || name.equals("" + axis.letter());
	}

	/** One value for all channels, or one each. */
	private List<Double> byChannel(final YamlSection kwargs, final String key,
		final Double otherwise) {
		final double[] values =
			kwargs.has(key) || otherwise == null ? kwargs.required(key) : new double[] { otherwise };
		if (values.length > 1 && !kwargs.text("axis", "channel").matches("c|channel"))
			throw new IllegalArgumentException(
				"'" + key + "' differs along the axis '" + kwargs.text("axis") + "'");
		if (values.length == 1) return List.of(values[0]);
		if (values.length != channels) throw new IllegalArgumentException(
			"'" + key + "' has " + values.length + " values for " + channels + " channels");
		return DoubleStream.of(values).boxed().toList();
	}
}

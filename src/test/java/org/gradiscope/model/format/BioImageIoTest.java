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

import static org.gradiscope.model.format.Told.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.gradiscope.model.Channels;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.tensor.ValueRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With models that nobody made, described as the zoo's are. */
class BioImageIoTest {

	private static final String OLD = """
		format_version: 0.4.9
		type: model
		name: Yeast Buds
		description: Finds buds.
		authors: [{name: A. Nemo, affiliation: Nowhere}, {name: B. Nobody}]
		cite:
		- {text: 'Nemo et al. 2020', doi: 10.0000/nothing}
		documentation: README.md
		license: CC-BY-4.0
		git_repo: https://example.org/buds
		timestamp: 2021-11-22T13:14:30
		inputs:
		- name: raw
		  axes: byxc
		  data_type: float32
		  data_range: [-.inf, .inf]
		  shape:
		    min: [1, 80, 96, 1]
		    step: [0, 16, 16, 0]
		  preprocessing:
		  - name: scale_range
		    kwargs: {mode: per_sample, axes: yx, min_percentile: 1, max_percentile: 99.8, eps: 1e-5}
		outputs:
		- {name: prob, axes: byxc, data_type: float32, shape: [1, 80, 96, 33]}
		weights:
		  keras_hdf5: {source: buds.h5, sha256: aa}
		  tensorflow_saved_model_bundle: {source: buds.zip, sha256: bb, tensorflow_version: 1.15}
		""".replace("\t", "");

	private static final String NEW = """
		%YAML 1.2
		---
		format_version: 0.5.3
		type: model
		name: Spore Kinds
		license: MIT
		documentation: {source: doc.md, sha256: cc}
		version: 1.0.2
		inputs:
		- id: image
		  axes:
		  - {type: batch}
		  - {type: channel, channel_names: [red, green, blue]}
		  - {type: space, id: y, size: 64}
		  - {type: space, size: {tensor_id: image, axis_id: y}}
		  data: {type: uint8}
		  preprocessing:
		  - id: ensure_dtype
		    kwargs: {dtype: float32}
		  - id: fixed_zero_mean_unit_variance
		    kwargs: {axis: channel, mean: [10, 20, 30], std: [2, 4, 8]}
		- {id: mask, optional: true}
		outputs:
		- id: kinds
		  axes: [{type: batch}, {type: channel, channel_names: [round, oval]}]
		weights:
		  tensorflow_saved_model_bundle:
		    source: https://example.org/api/records/1/files/spores.zip/content
		""".replace("\t", "");

	private static Description read(final String text) {
		return BioImageIo.describe(text, "rdf.yaml", Description.NONE);
	}

	@Test
	void modelOfFormat04IsRead() {
		assertEquals(
			"""
				name: Yeast Buds <- rdf.yaml
				graph: buds.zip <- rdf.yaml (its tensorflow_saved_model_bundle, not its keras_hdf5)
				input tensor: raw <- rdf.yaml
				axes: byxc <- rdf.yaml
				channels: grey <- rdf.yaml
				value range: 0..255 <- assumed: rdf.yaml states no range for float32; only pictures that are drawn depend on it
				preprocessing steps: [ScaleRange[low=1.0, high=99.8, epsilon=1.0E-5, over=yx]] <- rdf.yaml
				size: from 96x80 in steps of 16x16 <- rdf.yaml
				output: prob <- rdf.yaml
				notes: {archive-sha256=bb, description=Finds buds., licence=CC-BY-4.0, source=https://example.org/buds, authors=A. Nemo, B. Nobody, cite=Nemo et al. 2020 10.0000/nothing, documentation=README.md} <- rdf.yaml
				""",
			Told.of(read(OLD)));
	}

	@Test
	void otherChannelsAreTakenInTheirOrderOrByTheirNames() {
		assertEquals(Channels.of(2),
			BioImageIo
				.describe(OLD.replace("min: [1, 80, 96, 1]", "min: [1, 80, 96, 2]"), "rdf.yaml",
					Description.NONE.with(Fact.RANGE, new ValueRange(0, 1), "a"))
				.get(Fact.CHANNELS).orElseThrow());
	}

	@Test
	void modelOfFormat05IsRead() {
		assertEquals(
			"""
				name: Spore Kinds <- rdf.yaml
				graph: spores.zip <- rdf.yaml
				input tensor: image <- rdf.yaml
				axes: bcyx <- rdf.yaml
				channels: rgb <- rdf.yaml
				value range: 0..255 <- rdf.yaml
				preprocessing steps: [EnsureType[type=float32], FixedZeroMeanUnitVariance[mean=[10.0, 20.0, 30.0], deviation=[2.0, 4.0, 8.0], epsilon=1.0E-6], EnsureType[type=uint8]] <- rdf.yaml
				size: resized to 64x64 <- rdf.yaml
				output: kinds <- rdf.yaml
				labels: Labels[names=[round, oval]] <- rdf.yaml
				notes: {weights-address=https://example.org/api/records/1/files/spores.zip/content, licence=MIT, documentation=doc.md, version=1.0.2} <- rdf.yaml
				""",
			Told.of(read(NEW)));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
		textBlock = """
			{type: uint8}                       | 0..255       | rdf.yaml
			{type: uint16}                      | 0..65535     | rdf.yaml
			{type: int16}                       | -32768..32767 | rdf.yaml
			{type: uint16, range: [0, 4095]}    | 0..4095      | rdf.yaml
			{type: float32, range: [0, 1]}      | 0..1         | rdf.yaml
			{type: float32, range: [0, null]}   | 10.666667..29.333334 | assumed: rdf.yaml states no range for float32; only pictures that are drawn depend on it
			[{type: uint8}, {type: uint8}]      | 0..255       | rdf.yaml
			{values: [0, 1, 2]}                 | 0..255       | rdf.yaml
			""")
	void rangeIsThatOfTheData(final String data, final String range, final String source) {
		final Description d = read(NEW.replace("{type: uint8}", data));
		assertEquals(range, d.get(Fact.RANGE).orElseThrow().toString());
		assertEquals(source, d.sources().get("value range"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
		textBlock = """
			                                                                            | []
			- {name: scale_linear, kwargs: {gain: 0.5, offset: 3}}                      | [ScaleLinear[gain=[0.5], offset=[3.0]]]
			- {name: scale_linear, kwargs: {axes: xy, gain: [0.5]}}                     | [ScaleLinear[gain=[0.5], offset=[0.0]]]
			- {name: zero_mean_unit_variance, kwargs: {mode: fixed, axes: xy, mean: 8, std: 3.75, eps: 0.25}} | [FixedZeroMeanUnitVariance[mean=[8.0], deviation=[3.75], epsilon=0.25]]
			- {name: zero_mean_unit_variance, kwargs: {mode: per_sample, axes: xy}}     | [ZeroMeanUnitVariance[over=yx, epsilon=1.0E-6]]
			- {name: zero_mean_unit_variance, kwargs: {mode: per_sample, axes: x}}      | [ZeroMeanUnitVariance[over=x, epsilon=1.0E-6]]
			- {name: scale_range, kwargs: {mode: per_sample, axes: cyx}}                | [ScaleRange[low=0.0, high=100.0, epsilon=1.0E-6, over=yxc]]
			- {name: scale_range, kwargs: {mode: per_sample, axes: xy, reference_tensor: raw}} | [ScaleRange[low=0.0, high=100.0, epsilon=1.0E-6, over=yx]]
			- {name: scale_linear, kwargs: {gain: 2}};- {name: clip, kwargs: {min: 0}}  | [ScaleLinear[gain=[2.0], offset=[0.0]], Clip[least=0.0, most=Infinity]]
			- {name: clip, kwargs: {min: 0, max_percentile: 99, axes: xy}}              | [ClipPercentiles[low=0.0, high=99.0, over=yx], Clip[least=0.0, most=Infinity]]
			- {name: binarize, kwargs: {threshold: 3}};- {name: sigmoid}                | [Binarize[threshold=[3.0]], Sigmoid[]]
			- {name: softmax};- {name: ensure_dtype, kwargs: {dtype: uint8}}            | [Softmax[], EnsureType[type=uint8]]
			""")
	void preprocessingIsReadStepByStep(final String steps, final String read) {
		assertEquals(read, read(withSteps(steps)).get(Fact.STEPS).orElseThrow().toString());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
		textBlock = """
			- {name: zero_mean_unit_variance, kwargs: {mode: per_dataset, axes: xy}}    | The statistics of the preprocessing step zero_mean_unit_variance are meant to be those of the whole data set; those of each image are taken.
			- {name: binarize, kwargs: {threshold: 3}}                                  | The preprocessing step binarize moves in steps, so no gradient reaches the pixels.
			""")
	void whatIsTakenOtherwiseIsSaid(final String steps, final String remark) {
		assertEquals(List.of(remark), read(withSteps(steps)).remarks());
		assertEquals(List.of(), read(OLD).remarks());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
		textBlock = """
			- {name: zero_mean_unit_variance, kwargs: {mode: fixed, axes: xy, mean: 200, std: 50}} | 100..300
			- {name: clip, kwargs: {min: -1, max: 3}}                                   | -1..3
			- {name: clip, kwargs: {min: -1}}                                           | 0..255
			- {name: scale_range, kwargs: {axes: xy}};- {name: clip, kwargs: {min: 0, max: 1}} | 0..255
			""")
	void picturesAreDrawnAsTheTrainingImagesWere(final String steps, final String range) {
		final Description d = read(withSteps(steps));
		assertEquals(range, d.get(Fact.RANGE).orElseThrow().toString());
		assertTrue(d.sources().get("value range").startsWith("assumed"));
	}

	private static String withSteps(final String steps) {
		final String old = OLD.substring(OLD.indexOf("  - name: scale_range"), OLD.indexOf("outputs:"));
		return OLD.replace(old, steps == null ? "" : "  " + steps.replace(";", "\n  ") + "\n");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
		textBlock = """
			- {name: scale_mean_variance, kwargs: {reference_tensor: a}}          | 'scale_mean_variance' cannot be run: it takes its statistics from another tensor; REMEDY
			- {name: deblur}                                                      | 'deblur' cannot be run: it is not known; REMEDY
			- {name: clip}                                                        | 'clip' cannot be run: it says neither a min nor a max; REMEDY
			- {name: clip, kwargs: {min: 3, max: 2}}                              | 'clip' cannot be run: A clip needs a min under its max, but 3.0 and 2.0 were given; REMEDY
			- {name: clip, kwargs: {min_percentile: 70, max_percentile: 9}}       | 'clip' cannot be run: Percentiles are 0 <= low < high <= 100, but 70.0 and 9.0 were given; REMEDY
			- {name: ensure_dtype, kwargs: {dtype: text}}                         | 'ensure_dtype' cannot be run: there is no type 'text'; it is one of [float16, float32, float64, int8, int16, int32, int64, uint8, uint16, uint32, uint64, bool]; REMEDY
			- {name: softmax, kwargs: {axis: x}}                                  | 'softmax' cannot be run: it is over the axis 'x', but is run over channels only; REMEDY
			- {name: scale_linear, kwargs: {gain: [1, 2]}}                        | 'scale_linear' cannot be run: 'gain' has 2 values for 1 channels; REMEDY
			- {name: scale_linear, kwargs: {gain: [1, 2], axis: y}}               | 'scale_linear' cannot be run: 'gain' differs along the axis 'y'; REMEDY
			- {name: zero_mean_unit_variance, kwargs: {mode: per_sample, axes: q}} | 'zero_mean_unit_variance' cannot be run: it names the axis 'q', but the input has b, y, x, c; REMEDY
			- {name: zero_mean_unit_variance, kwargs: {mode: per_sample, axes: b}} | 'zero_mean_unit_variance' cannot be run: its axes (b) leave one value to each statistic; REMEDY
			- {name: zero_mean_unit_variance, kwargs: {mode: fixed, std: 3}}      | 'zero_mean_unit_variance' cannot be run: The key 'inputs[0].preprocessing[0].kwargs.mean' is missing; REMEDY
			- {name: zero_mean_unit_variance, kwargs: {mean: 1, std: 0, eps: 0}}  | 'zero_mean_unit_variance' cannot be run: a standard deviation of 0 cannot divide a channel; REMEDY
			- {name: scale_range, kwargs: {mode: per_sample, axes: xy, reference_tensor: b}} | 'scale_range' cannot be run: its percentiles are those of another tensor, 'b'; REMEDY
			""")
	void stepThatCannotBeRunIsNamed(final String steps, final String message) {
		final String remedy =
			"prepare the images so yourself, and state the range that they have then in " +
				"gradiscope.yaml (input: {range: [low, high]}).";
		assertRefused("rdf.yaml: The preprocessing step " + message.replace("REMEDY", remedy),
			() -> read(withSteps(steps)));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
		textBlock = """
			format_version: 0.4.9 | format_version: 0.3.6 | The key 'format_version' is '0.3.6', but 0.4 and 0.5 can be read; bring the file up to date with bioimageio.spec.
			type: model           | type: dataset         | It describes a dataset, but a model was expected; give the folder of one.
			axes: byxc            | axes: ybxc            | The input's axes are 'ybxc', but the batch comes first, as in byxc, bxyc, bcyx or bcxy, and of volumes bzyxc; if the network takes one of those all the same, say so as 'axes' of the input in gradiscope.yaml.
			axes: byxc            | axes: bzyx            | The input's axes are 'bzyx', but only images with the axes b, y, x and c, and volumes with z too, are run; if the network takes one of those all the same, say so as 'axes' of the input in gradiscope.yaml.
			axes: byxc            | axes: byxt            | The input's axes are 'byxt', but only images with the axes b, y, x and c, and volumes with z too, are run; if the network takes one of those all the same, say so as 'axes' of the input in gradiscope.yaml.
			axes: byxc            | axes: byc             | The input has the 3 axes 'byc', but a shape of 4 sizes and 4 steps.
			- name: raw           | - {name: a, axes: b}:- name: raw | The model has 2 inputs (a, raw), but networks with one input are run.
			""")
	void whatCannotBeRunIsRefused(final String good, final String bad, final String message) {
		assertRefused("rdf.yaml: " + message, () -> read(OLD.replace(good, bad.replace("}:", "}\n"))));
	}

	@Test
	void channelsWithOtherNamesAreAssumed() {
		final Description d = read(NEW.replace("[red, green, blue]", "[dapi, actin, tubulin]"));
		assertEquals("assumed: rdf.yaml has 3 channels and does not call them red, green and blue",
			d.sources().get("channels"));
		assertRefused(
			"rdf.yaml: The size of the axis 'x' depends on another tensor: {tensor_id=mask, " +
				"axis_id=u}; a number or a smallest one and a step can be read.",
			() -> read(NEW.replace("{tensor_id: image, axis_id: y}", "{tensor_id: mask, axis_id: u}")));
		assertRefused(
			"rdf.yaml: The input's channels have 2 different types or ranges of data, but one " +
				"for all can be run; state it in gradiscope.yaml (input: {range: [low, high]}).",
			() -> read(NEW.replace("{type: uint8}", "[{type: uint8}, {type: uint16}]")));
	}

	/** What cannot be run before a network does not matter behind it. */
	@Test
	void postprocessingIsLeftOutAndSaid() {
		assertTrue(read(OLD).remarks().isEmpty(), read(OLD).remarks().toString());
		final Description d = read(OLD.replace("data_type: float32, shape: [1, 80, 96, 33]",
			"data_type: float32, shape: [1, 80, 96, 33], postprocessing: " +
				"[{name: scale_mean_variance, kwargs: {mode: per_sample, reference_tensor: raw}}, {name: x}]"));
		assertEquals(List
			.of("The postprocessing of the output (scale_mean_variance, x) is left out: all that is " +
				"shown and explained is what the network itself gives."),
			List.copyOf(d.remarks()));
	}

	@Test
	void anAxisTooManyOrTooFewIsNamedWithTheWayOut() {
		assertRefused(
			"rdf.yaml: The input has the axis 'time' of 5 positions, but networks for images and volumes " +
				"are run; export one that takes a single image (for example of one time point).",
			() -> read(NEW.replace("- {type: batch}\n", "- {type: batch}\n  - {type: time, size: 5}\n")));
		assertRefused(
			"rdf.yaml: The input has no channel axis; add one of size 1 to its 'axes' if the network has " +
				"it, or remove this file and describe the network in a gradiscope.yaml.",
			() -> BioImageIo.describe(
				NEW.replace("  - {type: channel, channel_names: [red, green, blue]}\n", ""), "rdf.yaml",
				Description.NONE.with(Fact.AXES, "byxc", "a")));
	}

	@Test
	void whatIsKnownIsNotReadAndCannotBeRefused() {
		final Description known = Description.NONE.with(Fact.AXES, "byxc", "a")
			.with(Fact.RANGE, new ValueRange(0, 1), "a").with(Fact.GRAPH, "g.pb", "a");
		final Description d = BioImageIo.describe(
			withSteps("- {name: sigmoid}").replace("axes: byxc", "axes: ybxc"), "rdf.yaml", known);
		assertEquals("byxc", d.get(Fact.AXES).orElseThrow());
		assertEquals("g.pb", d.get(Fact.GRAPH).orElseThrow());
		assertEquals(List.of("axes", "value range", "graph", "name", "input tensor", "channels", "size",
			"output", "notes"), List.copyOf(d.sources().keySet()));
	}
}

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

import java.util.List;

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
				graph: buds.zip <- rdf.yaml
				input tensor: raw <- rdf.yaml
				axes: byxc <- rdf.yaml
				channels: grey <- rdf.yaml
				value range: 0..255 <- assumed: rdf.yaml states no range for float32; each image is standardized, so it hardly matters
				standardization: each image's percentiles 1.0 and 99.8 to 0 and 1 <- rdf.yaml
				mean: [0.0] <- rdf.yaml
				standard deviation: [1.0] <- rdf.yaml
				size: from 96x80 in steps of 16x16 <- rdf.yaml
				output: prob <- rdf.yaml
				notes: {archive-sha256=bb, description=Finds buds., licence=CC-BY-4.0, source=https://example.org/buds, authors=A. Nemo, B. Nobody, cite=Nemo et al. 2020 10.0000/nothing, documentation=README.md} <- rdf.yaml
				""",
			Told.of(read(OLD)));
		assertEquals(1e-5, read(OLD).get(Fact.STANDARDIZATION).orElseThrow().epsilon());
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
				standardization:  <- rdf.yaml
				mean: [10.0, 20.0, 30.0] <- rdf.yaml
				standard deviation: [2.0, 4.0, 8.0] <- rdf.yaml
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
			{type: float32, range: [0, null]}   | 0..255       | assumed: rdf.yaml states no range for float32, so that of 8-bit images is taken
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
			                                                                            | 0..255 | [0.0] | [1.0] | ``
			- {name: scale_linear, kwargs: {gain: 0.5, offset: 3}}                      | 0..255 | [-6.0] | [2.0] | ``
			- {name: scale_linear, kwargs: {axes: xy, gain: [0.5], offset: [3]}}        | 0..255 | [-6.0] | [2.0] | ``
			- {name: zero_mean_unit_variance, kwargs: {mode: fixed, axes: xy, mean: 8, std: 3.75, eps: 0.25}} | 0..255 | [8.0] | [4.0] | ``
			- {name: zero_mean_unit_variance, kwargs: {mode: per_sample, axes: xy}}     | 0..255 | [0.0] | [1.0] | each image to mean 0 and variance 1
			- {name: scale_range, kwargs: {mode: per_sample, axes: cyx}}                | 0..255 | [0.0] | [1.0] | each image's percentiles 0.0 and 100.0 to 0 and 1
			- {name: scale_linear, kwargs: {gain: 2}};- {name: scale_linear, kwargs: {offset: 5}} | 0..255 | [-2.5] | [0.5] | ``
			- {name: scale_linear, kwargs: {gain: 2, offset: 1}};- {name: zero_mean_unit_variance, kwargs: {mode: per_sample, axes: xy}} | 1..511 | [0.0] | [1.0] | each image to mean 0 and variance 1
			- {name: scale_range, kwargs: {mode: per_sample, axes: xy}};- {name: clip, kwargs: {min: 0, max: 1}};- {name: scale_linear, kwargs: {gain: 2, offset: -1}} | 0..255 | [0.5] | [0.5] | each image's percentiles 0.0 and 100.0 to 0 and 1
			- {name: scale_linear, kwargs: {gain: 0.00392156862745098}};- {name: clip, kwargs: {min: 0, max: 1}} | 0..255 | [0.0] | [255.0] | ``
			- {name: ensure_dtype, kwargs: {dtype: float32}}                            | 0..255 | [0.0] | [1.0] | ``
			""")
	void preprocessingIsGathered(final String steps, final String range, final String mean,
		final String deviation, final String standardization) {
		final Description d = read(withSteps(steps));
		assertEquals(range, d.get(Fact.RANGE).orElseThrow().toString());
		assertEquals(mean, d.get(Fact.MEAN).orElseThrow().toString());
		assertEquals(deviation, d.get(Fact.DEVIATION).orElseThrow().toString());
		assertEquals(standardization, d.get(Fact.STANDARDIZATION).orElseThrow().toString());
	}

	private static String withSteps(final String steps) {
		final String old = OLD.substring(OLD.indexOf("  - name: scale_range"), OLD.indexOf("outputs:"));
		return OLD.replace(old, steps == null ? "" : "  " + steps.replace(";", "\n  ") + "\n");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
		textBlock = """
			- {name: binarize, kwargs: {threshold: 3}}                            | 'binarize' cannot be run: it is not a linear scaling.
			- {name: sigmoid}                                                     | 'sigmoid' cannot be run: it is not a linear scaling.
			- {name: scale_mean_variance, kwargs: {reference_tensor: a}}          | 'scale_mean_variance' cannot be run: it is not a linear scaling.
			- {name: deblur}                                                      | 'deblur' cannot be run: it is not known.
			- {name: clip, kwargs: {min: 0, max: 200}}                            | 'clip' cannot be run: it would cut values off ({min=0, max=200}), which is not a linear scaling.
			- {name: clip, kwargs: {min_percentile: 1}}                           | 'clip' cannot be run: it would cut values off ({min_percentile=1}), which is not a linear scaling.
			- {name: ensure_dtype, kwargs: {dtype: uint8}}                        | 'ensure_dtype' cannot be run: rounding to uint8 is not a linear scaling.
			- {name: scale_linear, kwargs: {gain: 0}}                             | 'scale_linear' cannot be run: A gain of 0 leaves nothing of a channel.
			- {name: scale_linear, kwargs: {gain: [1, 2]}}                        | 'scale_linear' cannot be run: 'gain' has 2 values for 1 channels.
			- {name: scale_linear, kwargs: {gain: [1, 2], axis: y}}               | 'scale_linear' cannot be run: 'gain' differs along the axis 'y'.
			- {name: zero_mean_unit_variance, kwargs: {mode: per_dataset, axes: xy}} | 'zero_mean_unit_variance' cannot be run: it needs the statistics of the whole data set (mode per_dataset), and one image is given.
			- {name: zero_mean_unit_variance, kwargs: {mode: per_sample, axes: x}} | 'zero_mean_unit_variance' cannot be run: it is done for each position of the axis 'y' on its own (axes x), but is run for the whole image only.
			- {name: zero_mean_unit_variance, kwargs: {mode: fixed, std: 3}}      | 'zero_mean_unit_variance' cannot be run: The key 'inputs[0].preprocessing[0].kwargs.mean' is missing.
			- {name: scale_range, kwargs: {mode: per_sample, axes: xy, reference_tensor: b}} | 'scale_range' cannot be run: its percentiles are those of another tensor, 'b'.
			- {name: scale_linear, kwargs: {gain: -1}};- {name: scale_range, kwargs: {mode: per_sample}} | 'scale_range' cannot be run: A standardization after a scaling that differs between channels or inverts cannot be expressed.
			- {name: scale_range, kwargs: {}};- {name: scale_range, kwargs: {}}   | 'scale_range' cannot be run: A second standardization cannot be expressed.
			""")
	void stepThatCannotBeRunIsNamed(final String steps, final String message) {
		assertRefused("rdf.yaml: The preprocessing step " + message, () -> read(withSteps(steps)));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
		textBlock = """
			format_version: 0.4.9 | format_version: 0.3.6 | The key 'format_version' is '0.3.6', but 0.4 and 0.5 can be read; bring the file up to date with bioimageio.spec.
			type: model           | type: dataset         | It describes a dataset, but a model was expected; give the folder of one.
			axes: byxc            | axes: ybxc            | The input's axes are 'ybxc', but the batch comes first, as in byxc, bxyc, bcyx or bcxy; if the network takes one of those all the same, say so as 'axes' of the input in gradiscope.yaml.
			axes: byxc            | axes: bzyx            | The input has the axis 'z' of at least 80 positions, but networks for 2-D images are run.
			axes: byxc            | axes: byxt            | The input's axes are 'byxt', but only images with the axes b, y, x and c are run; if the network takes one of those all the same, say so as 'axes' of the input in gradiscope.yaml.
			axes: byxc            | axes: byc             | The input has the 3 axes 'byc', but a shape of 4 sizes and 4 steps.
			min: [1, 80, 96, 1]   | min: [1, 80, 96, 2]   | The input has 2 channels, but networks with 1 (grey) or 3 (rgb) are run.
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
			"rdf.yaml: The preprocessing step 'zero_mean_unit_variance' cannot be run: it is " +
				"done for each position of the axis 'channel' on its own (axes [x, y]), but is run for the " +
				"whole image only.",
			() -> read(NEW.replace("fixed_zero", "zero")
				.replace("{axis: channel, mean: [10, 20, 30], std: [2, 4, 8]}", "{axes: [x, y]}")));
		assertRefused(
			"rdf.yaml: The size of the axis 'x' depends on another tensor: {tensor_id=mask, " +
				"axis_id=u}; a number or a smallest one and a step can be read.",
			() -> read(NEW.replace("{tensor_id: image, axis_id: y}", "{tensor_id: mask, axis_id: u}")));
		assertRefused(
			"rdf.yaml: The input's channels have 2 different types or ranges of data, but one " +
				"for all can be run.",
			() -> read(NEW.replace("{type: uint8}", "[{type: uint8}, {type: uint16}]")));
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

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

package org.gradiscope.model.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.gradiscope.model.Channels;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.ImageFit;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.ModelException;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.model.Standardization;
import org.gradiscope.model.format.GradiscopeYaml;
import org.gradiscope.tensor.ValueRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescriptorFileTest {

	private static final InputSize ANY = InputSize.atLeast(8, 8);
	private static final Preprocessing UNIT = Preprocessing.of(Channels.RGB, ValueRange.UNIT, ANY);
	private static final Preprocessing CAFFE = new Preprocessing(Channels.BGR, ValueRange.EIGHT_BIT,
		List.of(103.939f, 116.779f, 123.68f), List.of(1f, 1f, 1f), ANY);

	@TempDir
	private Path folder;

	private Description read() throws IOException {
		return GradiscopeYaml.parse(Files.readString(folder.resolve("gradiscope.yaml")),
			"gradiscope.yaml");
	}

	private Path network(final String name) throws IOException {
		return Files.writeString(folder.resolve(name), "");
	}

	@Test
	void fewKeysInANewFile() throws IOException {
		final DescriptorFile file = DescriptorFile.beside(network("cells.onnx").toFile());
		assertFalse(file.state(CAFFE, UNIT));
		assertEquals(CAFFE, read().with(Fact.SIZE, ANY, "").preprocessing());
		final String text = Files.readString(file.file());
		assertEquals(4, text.lines().count(), text);
		assertFalse(Files.exists(file.backup()));
	}

	@Test
	void allElseStays() throws IOException {
		final String before = "# by hand\nname: cells\ninput:\n  tensor: image\n  preset: torch\n" +
			"  minimum-size: [32, 32]\nlabels: [a, b]\nnotes: {accuracy: 0.9}\n";
		Files.writeString(folder.resolve("gradiscope.yaml"), before);
		final DescriptorFile file = DescriptorFile.beside(folder.toFile());
		assertTrue(file.state(CAFFE, UNIT));
		final Description read = read();
		assertEquals(CAFFE.mean(), read.get(Fact.MEAN).orElseThrow());
		assertFalse(read.has(Fact.DEVIATION), "that of torch is gone");
		assertEquals("image", read.get(Fact.INPUT).orElseThrow());
		assertEquals(InputSize.atLeast(32, 32), read.get(Fact.SIZE).orElseThrow());
		assertEquals(List.of("a", "b"), read.get(Fact.LABELS).orElseThrow().names());
		assertEquals(Map.of("accuracy", 0.9), read.get(Fact.NOTES).orElseThrow());
		assertEquals(before, Files.readString(file.backup()));
	}

	@Test
	void whatElseWasFound() throws IOException {
		DescriptorFile.beside(folder.toFile())
			.state(UNIT.withSize(InputSize.fixed(224, 224)).withFit(ImageFit.CENTER_CROP).withAxes("bxyc")
				.withStandardization(Standardization.zeroMeanUnitVariance(1e-6)), UNIT);
		final Description read = read();
		assertEquals(InputSize.fixed(224, 224), read.get(Fact.SIZE).orElseThrow());
		assertEquals(ImageFit.CENTER_CROP, read.get(Fact.FIT).orElseThrow());
		assertEquals("bxyc", read.get(Fact.AXES).orElseThrow());
		assertEquals(Standardization.Kind.ZERO_MEAN_UNIT_VARIANCE,
			read.get(Fact.STANDARDIZATION).orElseThrow().kind());
	}

	@Test
	void refusals() throws IOException {
		assertTrue(
			refusal(folder.resolve("micropatterns")).contains("is no file or folder; give the path"));
		network("cells.onnx");
		final String message = refusal(network("nuclei.onnx"));
		assertTrue(message.contains("would speak of all 2 networks there; move nuclei.onnx"), message);
		assertFalse(Files.exists(folder.resolve("gradiscope.yaml")));
	}

	private static String refusal(final Path place) {
		return assertThrows(ModelException.class, () -> DescriptorFile.beside(place.toFile()))
			.getMessage();
	}
}

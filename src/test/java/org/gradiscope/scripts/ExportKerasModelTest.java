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

package org.gradiscope.scripts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.gradiscope.engine.Engine;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Prediction;
import org.gradiscope.model.ModelSource;
import org.gradiscope.model.store.ModelStore;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** {@code scripts/export-keras-model.py}, where there is a Python with Keras. */
@Tag("long")
class ExportKerasModelTest {

	private static final String SCRIPT =
		Path.of("scripts", "export-keras-model.py").toAbsolutePath().toString();

	/** Grey images of any size, a convolution, three classes. */
	private static final String TINY = """
		import keras
		image = keras.Input((None, None, 1))
		maps = keras.layers.Conv2D(4, 3, activation='relu', name='edges')(image)
		mean = keras.layers.GlobalAveragePooling2D()(maps)
		scores = keras.layers.Dense(3, activation='softmax', name='scores')(mean)
		keras.Model(image, scores).save('tiny.keras')
		""";

	/** The probabilities that Keras itself gives for {@link #image()}, one a line. */
	private static final String PREDICT = """
		import keras, numpy
		y, x = numpy.mgrid[0:40, 0:48]
		pixels = ((7 * y + 13 * x) % 256).astype('float32')[None, :, :, None]
		given = pixels / 127.5 - 1
		for p in keras.models.load_model('tiny.keras').predict(given, verbose=0)[0]: print(float(p))
		""";

	@TempDir
	private Path folder;
	private Python python;

	@BeforeEach
	void findPython() {
		python = Python.withKeras(folder);
	}

	@Test
	void aKerasFileBecomesASavedModelWithItsDescriptor() throws IOException {
		makeTinyNetwork();
		Files.writeString(folder.resolve("labels.txt"), "0:nucleus\n1:fibre: thin\n2:no\n");
		final Python.Result result =
			export("tiny.keras", "--range", "-1", "1", "--labels", "labels.txt", "-o", "exported");

		assertEquals(List.of("exported"), result.out(), () -> result.err().toString());
		assertEquals(0, result.status());
		final Map<String, Object> yaml = descriptor();
		assertEquals("tiny", yaml.get("name"));
		assertEquals(sha256(yaml), yaml.get("sha256"));
		assertEquals(Map.of("tensor", "image", "axes", "byxc", "channels", "grey", "range",
			List.of(-1.0, 1.0), "minimum-size", List.of(8, 8)), yaml.get("input"));
		assertEquals(List.of("nucleus", "fibre: thin", "no"), yaml.get("labels"));
		assertEquals(Map.of("deep-dream", "edges", "feature-visualization", "edges"), yaml.get("auto"));
		assertEquals(Set.of("edges", "global_average_pooling2d", "scores"),
			((Map<?, ?>) yaml.get("layers")).keySet());
		assertTrue(((Map<?, ?>) yaml.get("output")).get("logits").toString().contains("scores"));
	}

	@Test
	void whatWasAssumedIsSaidAndKept() throws IOException {
		makeTinyNetwork();
		final Python.Result result = export("tiny.keras", "--frozen", "-o", "exported");

		assertTrue(
			result.err().stream().anyMatch(line -> line.startsWith("ASSUMED: pixels are given as 0..1")),
			() -> result.err().toString());
		final Map<String, Object> yaml = descriptor();
		assertTrue(((Map<?, ?>) yaml.get("notes")).get("assumed").toString().contains("0..1"));
		final byte[] graph = Files.readAllBytes(folder.resolve("exported").resolve("frozen_graph.pb"));
		assertEquals(new ModelSource.Graph(graph).sha256(), yaml.get("sha256"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "--no-check", "--frozen" })
	void theEngineOpensWhatWasExportedAndAgreesWithKeras(final String form) throws IOException {
		makeTinyNetwork();
		final Python.Result result = export("tiny.keras", "--preset", "tf", "-o", "exported", form);
		assertEquals(0, result.status(), () -> result.err().toString());
		final Python.Result keras = python.run("-c", PREDICT);
		assertEquals(0, keras.status(), () -> keras.err().toString());

		try (Network network =
			Engine.load().open(ModelStore.find(folder.resolve("exported").toString()))) {
			assertArrayEquals(floats(keras.out()), Prediction.of(network, image()).get(0).probabilities(),
				1e-5f);
		}
	}

	@Test
	void aWrongCallIsOneLineAndLeavesNothing() throws IOException {
		final Python.Result result = export("ResNet49", "--weights", "none", "-o", "exported");

		assertEquals(2, result.status());
		assertEquals(1, result.err().size(), () -> result.err().toString());
		assertTrue(result.err().get(0).contains("ResNet50"));
		assertFalse(Files.exists(folder.resolve("exported")));
	}

	@Test
	void anEarlierExportIsReplacedOnlyWhenForced() throws IOException {
		makeTinyNetwork();
		Files.createDirectories(folder.resolve("exported"));
		final Path mine = Files.writeString(folder.resolve("exported").resolve("mine.txt"), "mine");

		assertEquals(1, export("tiny.keras", "-o", "exported", "--force").status());
		assertEquals("mine", Files.readString(mine));
		Files.move(mine, folder.resolve("exported").resolve("gradiscope.yaml"));
		assertEquals(1, export("tiny.keras", "-o", "exported").status());
		assertEquals(0, export("tiny.keras", "-o", "exported", "--force", "--no-check").status());
		assertEquals(sha256(descriptor()), descriptor().get("sha256"));
	}

	private static Pixels image() {
		final float[] values = new float[40 * 48];
		for (int i = 0; i < values.length; i++)
			values[i] = (7 * (i / 48) + 13 * (i % 48)) % 256;
		return new Pixels(Tensor.of(Shape.of(1, 40, 48, 1), values), ValueRange.EIGHT_BIT);
	}

	private static float[] floats(final List<String> lines) {
		final float[] floats = new float[lines.size()];
		for (int i = 0; i < floats.length; i++)
			floats[i] = Float.parseFloat(lines.get(i));
		return floats;
	}

	private void makeTinyNetwork() throws IOException {
		final Python.Result made = python.run("-c", TINY);
		assertEquals(0, made.status(), () -> made.err().toString());
	}

	private Python.Result export(final String... arguments) throws IOException {
		final String[] all = new String[arguments.length + 1];
		all[0] = SCRIPT;
		System.arraycopy(arguments, 0, all, 1, arguments.length);
		return python.run(all);
	}

	private Map<String, Object> descriptor() throws IOException {
		final String text = Files.readString(folder.resolve("exported").resolve("gradiscope.yaml"));
		return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
	}

	private String sha256(final Map<String, Object> descriptor) {
		return new ModelSource.SavedModel(
			folder.resolve("exported").resolve(descriptor.get("graph").toString())).sha256();
	}
}

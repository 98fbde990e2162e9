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

package org.gradiscope.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.measure.ResultsTable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.gradiscope.engine.Engine;
import org.gradiscope.model.ModelSource;
import org.gradiscope.testing.TinyNetworks;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.app.StatusService;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** What Model Info says of a real graph whose figures are known. */
class RealModelInfoTest {

	@TempDir
	private static Path folder;

	private static ResultsTable layers;
	private static final Map<String, String> FACTS = new LinkedHashMap<>();

	@BeforeAll
	static void run() throws Exception {
		Engine.load();
		final Path file = folder.resolve("mirrored.pb");
		Files.write(file, graph());
		final Context context = new Context(
			List.of(DefaultGradiscopeService.class, CommandService.class, StatusService.class), true);
		try {
			final CommandModule module = context.service(CommandService.class)
				.run(ModelInfo.class, true, Map.of("model", file.toString())).get();
			layers = (ResultsTable) module.getOutput("table");
			final ResultsTable facts = (ResultsTable) module.getOutput("facts");
			assertArrayEquals(new String[] { "fact", "value" }, facts.getHeadings());
			for (int row = 0; row < facts.size(); row++)
				FACTS.put(facts.getStringValue("fact", row), facts.getStringValue("value", row));
		}
		finally {
			context.dispose();
		}
	}

	/** One image of 16x16x3 at a time, mirrored; convolutions 3x3 and, by 2, 5x5; the mean; scores. */
	private static byte[] graph() {
		return ((ModelSource.Graph) TinyNetworks.undescribed(Shape.of(1, 16, 16, 3), (tf, image) -> {
			final Operand<TFloat32> mirror =
				tf.withSubScope("mirror").reverse(image, tf.constant(new int[] { 2 }));
			final Operand<TFloat32> one = conv(tf.withSubScope("one"), mirror, 3, 3, 4, 1);
			final Operand<TFloat32> two = conv(tf.withSubScope("two"), one, 5, 4, 2, 2);
			final Operand<TFloat32> mean =
				tf.withSubScope("pool").math.mean(two, tf.constant(new int[] { 1, 2 }));
			final Ops dense = tf.withSubScope("dense");
			return tf.withName("probabilities").nn
				.softmax(dense.linalg.matMul(mean, dense.constant(new float[2][3])));
		}).source()).bytes();
	}

	private static Operand<TFloat32> conv(final Ops tf, final Operand<TFloat32> images,
		final int side, final int from, final int to, final long stride) {
		return tf.nn.relu(tf.nn.conv2d(images, tf.constant(new float[side][side][from][to]),
			List.of(1L, stride, stride, 1L), "SAME"));
	}

	private static String cell(final String layer, final String column) {
		for (int row = 0; row < layers.size(); row++)
			if (layers.getStringValue("layer", row).equals(layer))
				return layers.getStringValue(column, row);
		return "no layer " + layer;
	}

	@Test
	void theColumnsAreThere() {
		assertArrayEquals(new String[] { "layer", "operation", "shape", "channels", "stride",
			"receptive-field", "parameters", "any-size", "tensor" }, layers.getHeadings());
		assertTrue(layers.size() >= 4);
	}

	@Test
	void figuresAreThoseOfTheLayers() {
		assertEquals(List.of("16x16x4", "4", "1", "3", "108"), figures("one"));
		assertEquals(List.of("8x8x2", "2", "2", "7", "200"), figures("two"));
		assertEquals(List.of("3", "3", "0", "all", "6"), figures("dense"));
	}

	private static List<String> figures(final String layer) {
		return List.of("shape", "channels", "stride", "receptive-field", "parameters").stream()
			.map(column -> cell(layer, column)).toList();
	}

	@Test
	void factsComeWithTheirSources() throws Exception {
		assertEquals("mirrored", FACTS.get("name"));
		assertEquals("the name of the file", FACTS.get("source of name"));
		assertEquals("rgb 0..1, resized to 16x16 (resize)", FACTS.get("preprocessing"));
		assertEquals("3", FACTS.get("classes"));
		assertEquals("class 0, class 1, class 2", FACTS.get("labels"));
		assertEquals("probabilities", FACTS.get("output"));
		assertEquals("dense/MatMul", FACTS.get("logits"));
		assertEquals(new ModelSource.Graph(Files.readAllBytes(folder.resolve("mirrored.pb"))).sha256(),
			FACTS.get("sha256"));
		assertTrue(FACTS.get("source of value range").startsWith("assumed: nothing says"));
	}

	@Test
	void theFactsSayWhatTheNetworkRunsOn() {
		final String device = FACTS.get("device");
		assertTrue(device.matches("CPU( \\(oneDNN (on|off)\\))?|GPU.*"), device);
	}

	@Test
	void whatCanRunIsSaidAndRemarked() {
		assertEquals("yes", FACTS.get("objectives and gradients"));
		assertEquals("Relu=2", FACTS.get("activation functions"));
		assertEquals("no: one by one", FACTS.get("several images at once"));
		assertEquals("assumed: images go through the graph 1 at a time, for 'mirror/Reverse' " +
			"(ReverseV2) may depend on their number", FACTS.get("remark"));
	}
}

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

package org.gradiscope.engine.tf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.gradiscope.engine.Engine;
import org.gradiscope.engine.Memory;
import org.gradiscope.engine.Network;
import org.gradiscope.model.store.ModelStore;
import org.gradiscope.objective.Expression;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Images;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network of more than 2 GB, as no protobuf can hold it, in processes of their own. */
@Tag("long")
class LargeNetworkTest {

	private static final Path STATUS = Path.of("/proc/self/status");
	private static final DenseNetwork LARGE = new DenseNetwork(17_000, 2);
	/** What Java, TensorFlow's libraries and the images take beside the weights. */
	private static final double BESIDE = 0.6e9;

	@Test
	void aNetworkOfOverTwoGigabytesIsOpenedWithOneCopyOfItsWeights(@TempDir final Path folder)
		throws IOException, InterruptedException {
		assumeTrue(Files.exists(STATUS), "skipped: this system has no " + STATUS);
		assumeTrue(Memory.available() > 3 * LARGE.bytes(),
			"skipped: less than " + Memory.text(3.0 * LARGE.bytes()) + " of memory are free");
		assertTrue(LARGE.bytes() > 1L << 31);
		run("write", folder);
		final long peak = Long.parseLong(run("open", folder).strip());
		assertTrue(peak < 1.5 * LARGE.bytes() + BESIDE,
			Memory.text(peak) + " at the peak for weights of " + Memory.text(LARGE.bytes()));
	}

	private static String run(final String what, final Path folder)
		throws IOException, InterruptedException {
		final Process process =
			new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), LargeNetworkTest.class.getName(), what,
				folder.toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
		final String output = new String(process.getInputStream().readAllBytes());
		assertEquals(0, process.waitFor(), output);
		return output;
	}

	/** {@code write FOLDER}, or {@code open FOLDER}, which prints the most memory that it had, in bytes. */
	public static void main(final String[] arguments) throws IOException {
		final Path folder = Path.of(arguments[1]);
		NativeLoader.load();
		if (arguments[0].equals("write")) {
			LARGE.save(folder);
			return;
		}
		final Pixels image =
			Images.noise(ValueRange.UNIT, 1, 1, DenseNetwork.SIDE, DenseNetwork.SIDE, 3);
		try (Network network = Engine.load().open(ModelStore.find(folder.toString()))) {
			final Tensor scores = network.activation(image, Expression.LOGITS);
			final float[] gradient = network.evaluate(image, Objectives.logit(1)).gradient().data();
			if (scores.size() != 4 || gradient[0] == 0 || !Float.isFinite(gradient[0]))
				throw new IllegalStateException("There are scores and a gradient of every network.");
		}
		System.out.println(peak());
	}

	private static long peak() throws IOException {
		return Files.readAllLines(STATUS).stream().filter(line -> line.startsWith("VmHWM"))
			.mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", ""))).findFirst()
			.orElseThrow();
	}
}

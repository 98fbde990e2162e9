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

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

import org.gradiscope.engine.Backpropagation;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.TrainableNetwork;
import org.gradiscope.objective.Objectives;
import org.gradiscope.pattern.Pattern;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.testing.Micropatterns;
import org.gradiscope.training.Examples;
import org.gradiscope.training.Trainer;
import org.gradiscope.training.TrainingOptions;
import org.gradiscope.visualization.DeepDreamOptions;
import org.gradiscope.visualization.DeepDreamer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** That a closed network leaves nothing behind: neither heap nor, above all, native memory. */
@Tag("long")
class NativeMemoryTest {

	private static final Path STATUS = Path.of("/proc/self/status");

	@Test
	void residentMemoryStaysFlatOverTwoHundredNetworks() throws IOException {
		assertFlat((network, image) -> {
			network.evaluate(image, Objectives.logit(1));
			network.evaluate(image, Objectives.logit(1), Backpropagation.GUIDED);
		});
	}

	@Test
	void twoHundredCanceledDreamsLeaveNothingBehind() throws IOException {
		assertFlat((network, image) -> {
			final AtomicInteger steps = new AtomicInteger();
			assertThrows(CancellationException.class, () -> DeepDreamer.dream(network, image,
				DeepDreamOptions.of("conv5"), () -> steps.incrementAndGet() > 2));
		});
	}

	@Test
	void twoHundredNetworksOfRandomWeightsLeaveNothingBehind() throws IOException {
		assertFlat((network, image) -> {
			try (Network random = network.weights().randomized(network.weights().layers(), 1)) {
				random.evaluate(image, Objectives.logit(1), Backpropagation.GUIDED);
			}
		});
	}

	/** Each has a program of its own, of which only some are kept. */
	@Test
	void threeHundredObjectivesLeaveNothingBehind() throws IOException {
		final Pixels image = Micropatterns.draw(Pattern.GRID, 96, 1);
		try (Network network = Micropatterns.open()) {
			for (int i = 0; i < 60; i++)
				network.evaluate(image, Objectives.logit(1).times(1 + 0.01 * i));
			final long early = residentMegabytes();
			for (int i = 60; i < 360; i++)
				network.evaluate(image, Objectives.logit(1).times(1 + 0.01 * i));
			final long late = residentMegabytes();
			assertTrue(late - early < 70,
				early + " MB resident after 60 objectives, " + late + " MB after 360");
		}
	}

	@Test
	void tenThousandStepsLeaveNothingBehind() throws IOException {
		final Pixels image = Micropatterns.draw(Pattern.GRID, 32, 1);
		try (Network network = Micropatterns.open()) {
			for (int i = 0; i < 2000; i++)
				network.evaluate(image, Objectives.logit(i % 5));
			System.gc();
			final long early = residentMegabytes();
			for (int i = 0; i < 10_000; i++)
				network.evaluate(image, Objectives.logit(i % 5));
			System.gc();
			final long late = residentMegabytes();
			assertTrue(late - early < 30,
				early + " MB resident after 2000 steps, " + late + " MB after 12000");
		}
	}

	@Test
	void twoHundredTrainedNetworksLeaveNothingBehind() throws IOException {
		assertFlat((network, image) -> {
			try (TrainableNetwork trained =
				network.weights().trainable(network.weights().trainableLayers())) {
				new Trainer(trained, TrainingOptions.of(1)).step(new Examples(image, new int[1]));
			}
		});
	}

	/** What is done with a network leaves nothing once the network is closed. */
	private static void assertFlat(final BiConsumer<Network, Pixels> use) throws IOException {
		assumeTrue(Files.exists(STATUS), "skipped: this system has no " + STATUS);
		// The first ones fill the allocator's pools and warm the compiler up.
		run(use, 40);
		final long early = leastResidentMegabytes(use);
		run(use, 120);
		final long late = leastResidentMegabytes(use);
		// A network holds 1.7 MB of weights, and each of its programs as much again.
		assertTrue(late - early < 70,
			early + " MB resident after 60 networks, " + late + " MB after 200");
	}

	/** Over four times five networks: the allocator keeps some 70 MB now and gives them back then. */
	private static long leastResidentMegabytes(final BiConsumer<Network, Pixels> use)
		throws IOException {
		long least = Long.MAX_VALUE;
		for (int i = 0; i < 4; i++) {
			run(use, 5);
			least = Math.min(least, residentMegabytes());
		}
		return least;
	}

	private static void run(final BiConsumer<Network, Pixels> use, final int times) {
		final Pixels image = Micropatterns.draw(Pattern.GRID, 96, 1);
		for (int i = 0; i < times; i++)
			try (Network network = Micropatterns.open()) {
				use.accept(network, image);
			}
		System.gc();
	}

	/** Without Java's heap, which grows and shrinks as Java likes. */
	private static long residentMegabytes() throws IOException {
		final long all = Files.readAllLines(STATUS).stream().filter(line -> line.startsWith("VmRSS"))
			.mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024).findFirst()
			.orElseThrow();
		return all -
			ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted() / (1 << 20);
	}
}

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

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import org.bytedeco.javacpp.PointerScope;

import org.gradiscope.engine.tf.graph.TensorFlowErrors;
import org.tensorflow.internal.c_api.TF_DeviceList;
import org.tensorflow.internal.c_api.TF_Graph;
import org.tensorflow.internal.c_api.TF_Session;
import org.tensorflow.internal.c_api.TF_SessionOptions;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.internal.c_api.global.tensorflow;

/** The first graphics card of this machine, as NVIDIA's driver knows it. */
final class GraphicsCard {

	private static final String DRIVER = "libcuda.so.1";
	private static final int LONGEST_NAME = 256;

	/** Of the driver's functions, those that are called here; each returns 0, or the number of an error. */
	interface Driver extends Library {

		int cuInit(int flags);

		/** @param count is filled in */
		int cuDeviceGetCount(int[] count);

		/** @param name is filled in, and ends in 0 */
		int cuDeviceGetName(byte[] name, int length, int device);
	}

	/** Else JNA would unload them at some time. */
	private static final List<NativeLibrary> LOADED = new ArrayList<>();

	private final Supplier<Driver> driver;

	GraphicsCard() {
		this(() -> Native.load(DRIVER, Driver.class));
	}

	/** @param driver throws an {@link UnsatisfiedLinkError} where there is none */
	GraphicsCard(final Supplier<Driver> driver) {
		this.driver = driver;
	}

	/** Why there is none that could be used, in a few words; nothing if there is one. */
	Optional<String> fault() {
		try {
			final Driver found = driver.get();
			final int[] count = new int[1];
			int error = found.cuInit(0);
			if (error == 0) error = found.cuDeviceGetCount(count);
			if (error != 0) return Optional.of("NVIDIA's driver answers with error " + error);
			return count[0] > 0 ? Optional.empty() : Optional.of("NVIDIA's driver knows no card");
		}
		catch (final UnsatisfiedLinkError e) {
			return Optional.of("NVIDIA's driver (" + DRIVER + ") is missing");
		}
		catch (final RuntimeException | Error e) {
			return Optional.of("NVIDIA's driver cannot be asked (" + TensorFlowErrors.of(e) + ")");
		}
	}

	/** Why libraries do not load from a folder; nothing if they do, and they stay loaded then. */
	static Optional<String> loadingFault(final List<String> libraries, final Path folder) {
		try {
			// Each takes what it needs from those that are loaded: the framework first, the bridge to Java last.
			for (final String library : libraries.stream().sorted(Comparator
				.comparing((String l) -> !l.contains("framework")).thenComparing(l -> l.contains("jni")))
				.toList())
				LOADED.add(NativeLibrary.getInstance(folder.resolve(library).toString()));
			return Optional.empty();
		}
		catch (final RuntimeException | Error e) {
			return Optional.of("they do not load (" + TensorFlowErrors.of(e) + ")");
		}
	}

	/** Found out once, as each batch asks and the answer takes a session. */
	private static final class Use {

		static final boolean FOUND = found();

		private Use() {}

		private static boolean found() {
			try (PointerScope scope = new PointerScope()) {
				final TF_Status status = TF_Status.newStatus();
				final TF_DeviceList devices = tensorflow.TF_SessionListDevices(
					TF_Session.newSession(TF_Graph.newGraph(), TF_SessionOptions.newSessionOptions(), status),
					status);
				final boolean found = IntStream.range(0, tensorflow.TF_DeviceListCount(devices)).anyMatch(
					i -> "GPU".equals(tensorflow.TF_DeviceListType(devices, i, status).getString()));
				tensorflow.TF_DeleteDeviceList(devices);
				return found;
			}
		}
	}

	/** Whether TensorFlow, once loaded, computes on a card. */
	static boolean isUsed() {
		return Use.FOUND;
	}

	/** As the driver calls it; {@code GPU} where that is not known. */
	String name() {
		try {
			final byte[] name = new byte[LONGEST_NAME];
			if (driver.get().cuDeviceGetName(name, name.length, 0) == 0) {
				final String text = new String(name, StandardCharsets.UTF_8);
				return "GPU " + text.substring(0, Math.max(0, text.indexOf(0)));
			}
		}
		catch (final RuntimeException | Error e) {
			// TensorFlow found it all the same.
		}
		return "GPU";
	}
}
